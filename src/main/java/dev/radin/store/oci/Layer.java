package dev.radin.store.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A layer, as a manifest describes it.
 *
 * @param digest {@code sha256:<hex>}
 * @param path of the file that it is; empty for an archive
 * @param isOfImage whether it lies over those before it, as layers of container images do, and may take files of theirs away
 */
record Layer(String digest, long sizeBytes, Packing packing, String path, boolean isOfImage) {

    private static final List<String> NAMES = List.of("org.cncf.model.filepath", "org.opencontainers.image.title");

    /** Whether ORAS has made an archive of a folder: it calls a file by the same types. Its client for Python does not say so. */
    private static final String UNPACK = "io.deis.oras.content.unpack";

    private static final String PACKED_FILE = ".*[.](gz|tgz|zst)";

    private static final String IMAGE = "application/vnd\\.(oci\\.image\\.layer|docker\\.image\\.rootfs)\\..*";

    /** Empty for what is neither a file with a name nor an archive, and for what has no size. */
    static Optional<Layer> of(JsonNode descriptor) {
        String digest = descriptor.path("digest").asText();
        long sizeBytes = descriptor.path("size").asLong(-1);
        String mediaType = descriptor.path("mediaType").asText();
        JsonNode annotations = descriptor.path("annotations");
        Optional<String> name = name(annotations);
        boolean isOfImage = mediaType.matches(IMAGE);
        Packing ofType = Packing.of(mediaType);
        boolean isPushedFile = isOfImage
                && name.filter(file -> ofType == Packing.TAR || file.matches(PACKED_FILE))
                        .isPresent()
                && !annotations.path(UNPACK).asBoolean();
        Packing packing = isPushedFile ? Packing.FILE : ofType;
        if (!digest.matches("sha256:[0-9a-f]{64}") || sizeBytes < 0 || packing == Packing.FILE && name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Layer(
                digest, sizeBytes, packing, packing == Packing.FILE ? name.get() : "", isOfImage && name.isEmpty()));
    }

    private static Optional<String> name(JsonNode annotations) {
        return NAMES.stream()
                .map(key -> annotations.path(key).asText(""))
                .map(name -> name.replaceFirst("^(\\./|/)+", ""))
                .filter(name -> !name.isEmpty() && !List.of(name.split("/")).contains(".."))
                .findFirst();
    }

    /** As messages call it. */
    String shown() {
        return "layer " + digest.substring(0, "sha256:".length() + 12);
    }
}
