package dev.radin.store.s3;

import dev.radin.store.http.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is directly below a prefix that ends with a slash: names, sorted. */
record S3Listing(List<String> names, List<String> folders) {

    /** A thousand keys, of a thousand bytes each at most, every one of which may be written as an entity. */
    private static final int MOST_BYTES = 16 << 20;

    /** @param uri as messages print it */
    static S3Listing of(Bucket bucket, String uri, String prefix) {
        List<String> names = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        SortedMap<String, String> query = new TreeMap<>(Map.of("list-type", "2", "delimiter", "/", "prefix", prefix));
        String next;
        do {
            Xml page = bucket.ask(uri, () -> bucket.signed(uri, "GET", "", query, Map.of(), null), (answer, error) -> {
                if (error != null) {
                    throw bucket.faults().reading(uri, error);
                }
                Xml xml = Xml.of(answer.text(MOST_BYTES));
                if (!xml.name().equals("ListBucketResult")) {
                    throw new IOException("it gives no list");
                }
                return xml;
            });
            for (Xml object : page.children("Contents")) {
                names.add(object.text("Key").substring(prefix.length()));
            }
            for (Xml folder : page.children("CommonPrefixes")) {
                String below = folder.text("Prefix").substring(prefix.length());
                folders.add(below.substring(0, below.length() - 1));
            }
            next = page.text("NextContinuationToken");
            query.put("continuation-token", next);
        } while (!next.isEmpty());
        // What some tools make so that a folder is to be seen, and keys with two slashes, have no name.
        names.removeIf(String::isEmpty);
        folders.removeIf(String::isEmpty);
        return new S3Listing(
                names.stream().sorted().toList(), folders.stream().sorted().toList());
    }
}
