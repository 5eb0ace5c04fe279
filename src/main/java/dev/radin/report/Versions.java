package dev.radin.report;

import java.util.Map;
import java.util.TreeMap;

/** What computed a result. */
public final class Versions {

    private Versions() {}

    /** This build's version. */
    public static String radin() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    public static Map<String, String> of(String device) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("radin", radin());
        versions.put("java", Runtime.version().toString());
        versions.put("device", device);
        return versions;
    }
}
