package dev.radin.store.oci;

import dev.radin.store.Blob;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an artifact has by a path.
 *
 * @param version what its content is known by
 * @param digest {@code sha256:<hex>} of its content; empty where only that of the archive around it is known
 * @param content opens it under the URI that it is given; null for a link, which is not followed
 */
record ArtifactFile(long sizeBytes, String version, Optional<String> digest, Function<String, Blob> content) {

    static final ArtifactFile LINK = new ArtifactFile(0, "", Optional.empty(), null);

    boolean isLink() {
        return content == null;
    }
}
