package dev.radin.cluster;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a container's paths are on this machine: a process has no root file system of its own, so the paths in its arguments
 * and environment are told to it as they are here.
 */
final class LocalPaths {

    /** Longest first, so that a mount within a mount wins. */
    private final Map<String, Path> places =
            new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    void put(String containerPath, Path place) {
        places.put(containerPath, place);
    }

    /** {@code text} with the path in it replaced that begins it or follows {@code =}, {@code :} or {@code ,}; URIs stay. */
    String localise(String text) {
        for (Map.Entry<String, Path> place : places.entrySet()) {
            Matcher matcher = Pattern.compile("(^|[=:,])" + Pattern.quote(place.getKey()) + "(?=$|[/:,])")
                    .matcher(text);
            if (matcher.find()) {
                return matcher.replaceAll(
                        "$1" + Matcher.quoteReplacement(place.getValue().toString()));
            }
        }
        return text;
    }
}
