package dev.radin.store.http;

import java.util.List;

/** What is directly below a prefix that ends with a slash: names, sorted. */
public record ObjectListing(List<String> names, List<String> folders) {

    /**
     * @param keys of all objects directly below
     * @param prefixes of all folders directly below, each with the slash at its end
     */
    public static ObjectListing below(String prefix, List<String> keys, List<String> prefixes) {
        return new ObjectListing(sorted(keys, prefix.length(), 0), sorted(prefixes, prefix.length(), 1));
    }

    /** What some tools make so that a folder is to be seen, and keys with two slashes, have no name. */
    private static List<String> sorted(List<String> keys, int before, int behind) {
        return keys.stream()
                .map(key -> key.substring(before, Math.max(before, key.length() - behind)))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }
}
