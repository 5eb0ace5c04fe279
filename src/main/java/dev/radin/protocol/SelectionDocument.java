package dev.radin.protocol;

import java.nio.charset.StandardCharsets;

/**
 * A selection with the text that pods read and its digest: made once for each look at a resource, and handed on from there.
 */
public final class SelectionDocument {

    private final Selection selection;
    private final byte[] json;
    private final String digest;

    public SelectionDocument(Selection selection) {
        this.selection = selection;
        this.json = Json.write(selection);
        this.digest = Hash.sha256(json);
    }

    public Selection selection() {
        return selection;
    }

    /** The content of selection.json. */
    public String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    public int sizeBytes() {
        return json.length;
    }

    /** The sha256 of the text, 64 hex digits. */
    public String digest() {
        return digest;
    }
}
