package dev.radin.store.gs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is directly below a prefix that ends with a slash: names, sorted. */
record GsListing(List<String> names, List<String> folders) {

    /** A thousand keys, of a thousand bytes each at most, every one of which may be written as an escape. */
    private static final int MOST_BYTES = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param uri as messages print it */
    static GsListing of(GsBucket bucket, String uri, String prefix) {
        List<String> names = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        String query = "?delimiter=%2F&fields=items(name),prefixes,nextPageToken&prefix=" + GsServer.escaped(prefix);
        String next = "";
        do {
            String token = next.isEmpty() ? "" : "&pageToken=" + GsServer.escaped(next);
            JsonNode page = page(bucket, uri, query + token);
            for (JsonNode object : page.path("items")) {
                names.add(object.path("name").asText().substring(prefix.length()));
            }
            for (JsonNode folder : page.path("prefixes")) {
                String below = folder.asText().substring(prefix.length());
                folders.add(below.substring(0, below.length() - 1));
            }
            next = page.path("nextPageToken").asText("");
        } while (!next.isEmpty());
        // What some tools make so that a folder is to be seen, and keys with two slashes, have no name.
        names.removeIf(String::isEmpty);
        folders.removeIf(String::isEmpty);
        return new GsListing(
                names.stream().sorted().toList(), folders.stream().sorted().toList());
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
