package dev.radin.api.v1alpha1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Resources that set every field between them. */
final class Manifests {

    private Manifests() {}

    static String text(String name) throws IOException {
        try (InputStream in = Manifests.class.getResourceAsStream("/manifests/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
