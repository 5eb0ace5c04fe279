package dev.radin.store.s3;

import dev.radin.store.http.ObjectListing;
import dev.radin.store.http.Xml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks, page by page, for what is directly below a prefix. */
final class S3Listing {

    /** A thousand keys, of a thousand bytes each at most, every one of which may be written as an entity. */
    private static final int MOST_BYTES = 16 << 20;

    private S3Listing() {}

    /** @param uri as messages print it */
    static ObjectListing of(Bucket bucket, String uri, String prefix) {
        List<String> keys = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
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
                keys.add(object.text("Key"));
            }
            for (Xml folder : page.children("CommonPrefixes")) {
                prefixes.add(folder.text("Prefix"));
            }
            next = page.text("NextContinuationToken");
            query.put("continuation-token", next);
        } while (!next.isEmpty());
        return ObjectListing.below(prefix, keys, prefixes);
    }
}
