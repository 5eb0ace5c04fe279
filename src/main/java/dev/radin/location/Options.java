package dev.radin.location;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a store is reached, as far as a URI says it: {@code ?endpoint=http://minio:9000&region=eu-west-1}.
 *
 * @param values by name, sorted
 */
public record Options(SortedMap<String, String> values) {

    static final Options NONE = new Options(new TreeMap<>());

    public Options {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** With the question mark; empty where there are none. */
    @Override
    public String toString() {
        return isEmpty()
                ? ""
                : "?" + values.entrySet().stream().map(Options::text).collect(Collectors.joining("&"));
    }

    private static String text(Map.Entry<String, String> option) {
        return option.getKey() + "=" + Escapes.ofPath(option.getValue()).replace("&", "%26");
    }
}
