package dev.radin.store.az;

import dev.radin.store.http.ObjectListing;
import dev.radin.store.http.Xml;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks, page by page, for what is directly below a prefix. */
final class AzListing {

    private static final int MOST_NAMES = 1000;

    /** Of a thousand names, of a thousand characters each at most, with what else is told of them. */
    private static final int MOST_BYTES = 32 << 20;

    private AzListing() {}

    /** @param uri as messages print it */
    static ObjectListing of(AzContainer container, String uri, String prefix) {
        List<String> keys = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String query = "?restype=container&comp=list&include=metadata&delimiter=%2F&maxresults=" + MOST_NAMES
                + "&prefix=" + AzAccount.escaped(prefix);
        String next = "";
        do {
            String marker = next.isEmpty() ? "" : "&marker=" + AzAccount.escaped(next);
            Xml page = page(container, uri, query + marker);
            for (Xml list : page.children("Blobs")) {
                for (Xml blob : list.children("Blob")) {
                    if (!blob.text(AzObject.FOLDER).equals("true")) {
                        keys.add(name(blob));
                    }
                }
                for (Xml folder : list.children("BlobPrefix")) {
                    prefixes.add(name(folder));
                }
            }
            next = page.text("NextMarker");
        } while (!next.isEmpty());
        return ObjectListing.below(prefix, keys, prefixes);
    }

    /** Characters that XML cannot hold come as %XX, which is said. */
    private static String name(Xml blob) {
        Xml name = blob.children("Name").get(0);
        return name.attribute("Encoded").equals("true")
                ? URLDecoder.decode(name.text().replace("+", "%2B"), StandardCharsets.UTF_8)
                : name.text();
    }

    private static Xml page(AzContainer container, String uri, String query) {
        return container.ask(AzContainer.Request.of(uri, "GET", container.blob("", query)), (answer, error) -> {
            if (error != null) {
                throw container.reading(uri, error);
            }
            Xml page = Xml.of(answer.text(MOST_BYTES).replaceFirst("^\uFEFF", ""));
            if (!page.name().equals("EnumerationResults")) {
                throw new IOException("it gives no list");
            }
            return page;
        });
    }
}
