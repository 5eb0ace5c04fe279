package dev.radin.tensor.safetensors;

import java.net.URI;
import java.net.URISyntaxException;

/** Files of one folder, by URI. */
public final class SiblingUris {

    private SiblingUris() {}

    /** The URI of a file by its plain name, beside {@code file}, or in it when that ends with a slash. */
    public static URI of(URI file, String name) {
        try {
            String escaped = new URI(null, null, "/" + name, null).getRawPath();
            String text = file.toString();
            return URI.create(text.substring(0, text.lastIndexOf('/')) + escaped);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no file name: " + name, e);
        }
    }

    /** The plain name of a file, without escapes. */
    public static String fileName(URI file) {
        String path = file.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
