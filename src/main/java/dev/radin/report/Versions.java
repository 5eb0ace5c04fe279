package dev.radin.report;

import java.util.Map;
import java.util.TreeMap;

/** What computed a result. */
public final class Versions {

    private Versions() {}

    public static Map<String, String> of(String device) {
        String radin = Versions.class.getPackage().getImplementationVersion();
        Map<String, String> versions = new TreeMap<>();
        versions.put("radin", radin == null ? "development" : radin);
        versions.put("java", Runtime.version().toString());
        versions.put("device", device);
        return versions;
    }
}
