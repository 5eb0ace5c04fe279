package dev.radin.store.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * The files of an artifact: of each layer that is one, its name. ORAS and ModelPack give it in an annotation.
 *
 * @param files by their paths
 * @param archives how many layers are archives, which cannot be read in place
 */
record Artifact(TreeMap<String, Layer> files, int archives) {

    private static final List<String> NAMES = List.of("org.cncf.model.filepath", "org.opencontainers.image.title");

    /** {@code …tar}, {@code …tar+gzip}, {@code …tar.gzip} and their like. */
    private static final String ARCHIVE = ".*[.+](tar|tgz)([.+-](gzip|zstd|gz))?$";

    /** @param digest {@code sha256:<hex>} */
    record Layer(String digest, long sizeBytes) {}

    static Artifact of(JsonNode manifest) {
        TreeMap<String, Layer> files = new TreeMap<>();
        int archives = 0;
        for (JsonNode layer : manifest.path("layers")) {
            Optional<String> name = name(layer.path("annotations"));
            if (layer.path("mediaType").asText().matches(ARCHIVE)) {
                archives++;
            } else if (name.isPresent() && layer.path("digest").asText().matches("sha256:[0-9a-f]{64}")) {
                files.put(
                        name.get(),
                        new Layer(
                                layer.path("digest").asText(),
                                layer.path("size").asLong()));
            }
        }
        return new Artifact(files, archives);
    }

    private static Optional<String> name(JsonNode annotations) {
        return NAMES.stream()
                .map(key -> annotations.path(key).asText(""))
                .map(name -> name.replaceFirst("^(\\./|/)+", ""))
                .filter(name -> !name.isEmpty() && !List.of(name.split("/")).contains(".."))
                .findFirst();
    }

    /** @throws RadinException {@code InvalidInput} where all that it holds is in archives */
    Artifact inPlace(String uri) {
        if (files.isEmpty() && archives > 0) {
            throw new RadinException(
                    Reason.InvalidInput,
                    uri + ": its files are in archives (tar layers), which cannot be read in place; push each file as"
                            + " a layer of its own, as oras push does");
        }
        return this;
    }

    /** Names directly in a folder, sorted; of files, or of folders. */
    List<String> names(String folder, boolean folders) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String path : files.keySet()) {
            String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
            int slash = rest.indexOf('/');
            if (!rest.isEmpty() && folders == slash > 0) {
                names.add(slash < 0 ? rest : rest.substring(0, slash));
            }
        }
        return List.copyOf(names);
    }

    /** The manifests of an index. */
    static List<JsonNode> manifests(JsonNode index) {
        return StreamSupport.stream(index.path("manifests").spliterator(), false)
                .toList();
    }
}
