package dev.radin.store.gs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.store.http.ObjectListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks, page by page, for what is directly below a prefix. */
final class GsListing {

    /** A thousand keys, of a thousand bytes each at most, every one of which may be written as an escape. */
    private static final int MOST_BYTES = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private GsListing() {}

    /** @param uri as messages print it */
    static ObjectListing of(GsBucket bucket, String uri, String prefix) {
        List<String> keys = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String query = "?delimiter=%2F&fields=items(name),prefixes,nextPageToken&prefix=" + GsServer.escaped(prefix);
        String next = "";
        do {
            String token = next.isEmpty() ? "" : "&pageToken=" + GsServer.escaped(next);
            JsonNode page = page(bucket, uri, query + token);
            for (JsonNode object : page.path("items")) {
                keys.add(object.path("name").asText());
            }
            for (JsonNode folder : page.path("prefixes")) {
                prefixes.add(folder.asText());
            }
            next = page.path("nextPageToken").asText("");
        } while (!next.isEmpty());
        return ObjectListing.below(prefix, keys, prefixes);
    }

    private static JsonNode page(GsBucket bucket, String uri, String query) {
        return bucket.ask(uri, "GET", bucket.server().list(bucket.name(), query), (answer, error) -> {
            if (error != null) {
                throw bucket.reading(uri, error);
            }
            JsonNode page = JSON.readTree(answer.text(MOST_BYTES));
            if (!page.isObject()) {
                throw new IOException("it gives no list");
            }
            return page;
        });
    }
}
