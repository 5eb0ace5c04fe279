package dev.radin.tensor.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.Publication;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import dev.radin.tensor.DType;
import dev.radin.tensor.FileError;
import dev.radin.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What lies beside the weights of a model of Hugging Face transformers and is loaded with them: configuration, generation
 * configuration, tokenizer, processors. Nothing where {@code config.json} is not one of transformers.
 *
 * @param files by name, sorted
 * @param config what config.json says; empty where there is none
 */
public record CompanionFiles(Store store, Map<String, Location> files, Optional<ObjectNode> config) {

    private static final String CONFIG = "config.json";

    private static final Pattern NAMES = Pattern.compile(
            "(?:(?:generation_|tokenizer_|preprocessor_|processor_|video_preprocessor_)?config|tokenizer|special_tokens_map"
                    + "|added_tokens|vocab|normalizer|chat_template)\\.json|vocab\\.txt|merges\\.txt|chat_template\\.jinja"
                    + "|[a-z_.]+\\.(?:model|spm)");

    /** The largest vocabularies are a tenth of this. */
    private static final long MOST_BYTES = 256L << 20;

    private static final int MOST_JSON_BYTES = 4 << 20;
    private static final int BLOCK_BYTES = 1 << 16;

    /** What configurations of the same model may differ in. */
    private static final Set<String> INCIDENTAL =
            Set.of("_name_or_path", "name_or_path", "transformers_version", "dtype", "torch_dtype");

    private static final Map<DType, String> TORCH_NAMES =
            Map.of(DType.F64, "float64", DType.F32, "float32", DType.F16, "float16", DType.BF16, "bfloat16");

    public CompanionFiles {
        files = new TreeMap<>(files);
    }

    /** @param weights a file of the checkpoint */
    public static CompanionFiles beside(Store store, Location weights) {
        Location config = weights.sibling(CONFIG);
        if (store.stat(config).isEmpty()) {
            return new CompanionFiles(store, Map.of(), Optional.empty());
        }
        Optional<ObjectNode> fields =
                read(store, config).filter(json -> json.has("model_type") || json.has("architectures"));
        Map<String, Location> files = new TreeMap<>();
        if (fields.isPresent()) {
            for (String name : names(store, config)) {
                Location file = config.sibling(name);
                if (NAMES.matcher(name).matches()
                        && store.stat(file)
                                .filter(stat -> stat.sizeBytes() <= MOST_BYTES)
                                .isPresent()) {
                    files.put(name, file);
                }
            }
        }
        return new CompanionFiles(store, files, fields);
    }

    /** Folders of web servers have no list; then the configuration is all that is known to be there. */
    private static List<String> names(Store store, Location config) {
        try {
            return store.list(config.sibling(""));
        } catch (RadinException e) {
            if (e.reason() == Reason.InputNotFound) {
                return List.of(CONFIG);
            }
            throw e;
        }
    }

    private static Optional<ObjectNode> read(Store store, Location file) {
        try (Blob blob = store.open(file)) {
            return blob.sizeBytes() > MOST_JSON_BYTES
                    ? Optional.empty()
                    : Optional.of(ConfigJson.read(blob, new FileError(Reason.CorruptModel, file.toString()), ""));
        } catch (RadinException e) {
            if (e.reason() == Reason.CorruptModel) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** {@code sha256:<hex>} by name; reads all of them. */
    public Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((name, file) -> digests.put(name, digest(file)));
        return digests;
    }

    private String digest(Location file) {
        try (Blob blob = store.open(file)) {
            return Digests.of(blob);
        }
    }

    /** {@code sha256:<hex>} of all that matters to the model; of files that {@link #copy} wrote it is the same. Reads all of them. */
    public String identity() {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((name, file) -> digests.put(
                name,
                essential(file).map(json -> Digests.of(ConfigJson.write(json))).orElseGet(() -> digest(file))));
        return Digests.ofFiles(digests);
    }

    public long sizeBytes() {
        return files.values().stream()
                .flatMap(file -> store.stat(file).stream())
                .mapToLong(Stat::sizeBytes)
                .sum();
    }

    /** What to say of them, for people. */
    public List<String> notes() {
        return config.filter(json -> json.has("auto_map")).isPresent()
                ? List.of("config.json names code of its own (auto_map), which was not copied")
                : List.of();
    }

    /**
     * The names of files that others have otherwise, but for what does not matter to the model, or that only one of both has.
     */
    public List<String> differences(CompanionFiles other) {
        Set<String> names = new LinkedHashSet<>(files.keySet());
        names.addAll(other.files.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            Location mine = files.get(name);
            Location theirs = other.files.get(name);
            if (mine == null || theirs == null || !same(mine, other, theirs)) {
                differences.add(name);
            }
        }
        return differences;
    }

    private boolean same(Location mine, CompanionFiles other, Location theirs) {
        if (digest(mine).equals(other.digest(theirs))) {
            return true;
        }
        Optional<ObjectNode> essential = essential(mine);
        return essential.isPresent() && essential.equals(other.essential(theirs));
    }

    /** Of a configuration what matters to the model; empty for other files. */
    private Optional<ObjectNode> essential(Location file) {
        return file.name().endsWith(CONFIG) ? read(store, file).map(CompanionFiles::essential) : Optional.empty();
    }

    /** Sorted. Models of several parts have a configuration for each. */
    private static ObjectNode essential(ObjectNode config) {
        Map<String, JsonNode> fields = new TreeMap<>();
        config.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.keySet().removeAll(INCIDENTAL);
        ObjectNode essential = config.objectNode();
        fields.forEach(
                (name, value) -> essential.set(name, value instanceof ObjectNode part ? essential(part) : value));
        return essential;
    }

    /**
     * Writes all of them that are not there yet.
     *
     * @param weights those that they will lie beside: config.json says their dtype, as transformers loads them in that
     * @param create begins a file by its name
     */
    public void copy(List<TensorInfo> weights, Function<String, Publication> create) {
        files.forEach((name, file) -> {
            Optional<byte[]> rewritten = name.equals(CONFIG) ? inDType(weights) : Optional.empty();
            try (Publication publication = create.apply(name)) {
                if (rewritten.isPresent()) {
                    publication.write(ByteBuffer.wrap(rewritten.get()));
                } else {
                    copy(file, publication);
                }
                publication.publish();
            }
        });
    }

    private void copy(Location file, Publication publication) {
        try (Blob blob = store.open(file)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
            for (long at = 0; at < blob.sizeBytes(); at += BLOCK_BYTES) {
                block.clear().limit((int) Math.min(BLOCK_BYTES, blob.sizeBytes() - at));
                blob.read(at, block);
                publication.write(block.flip());
            }
        }
    }

    /** The configuration with the weights' dtype, where it says another and all weights have one. */
    private Optional<byte[]> inDType(List<TensorInfo> weights) {
        Set<DType> dtypes = new LinkedHashSet<>();
        weights.stream().map(TensorInfo::dtype).filter(DType::isFloating).forEach(dtypes::add);
        if (dtypes.size() != 1) {
            return Optional.empty();
        }
        String name = TORCH_NAMES.get(dtypes.iterator().next());
        ObjectNode changed = config.orElseThrow().deepCopy();
        setDType(changed, name);
        return changed.equals(config.orElseThrow()) ? Optional.empty() : Optional.of(ConfigJson.write(changed));
    }

    /** Models of several parts say it for each. */
    private static void setDType(ObjectNode config, String name) {
        for (String field : List.of("dtype", "torch_dtype")) {
            if (config.path(field).isTextual()) {
                config.put(field, name);
            }
        }
        for (JsonNode part : config) {
            if (part instanceof ObjectNode fields) {
                setDType(fields, name);
            }
        }
    }

    /** What its configuration says that it was trained from, where that is a name on the hub. */
    public Optional<String> origin() {
        return config.map(json -> json.path("_name_or_path").asText("")).filter(CompanionFiles::isNameOnHub);
    }

    /** Whether it is called as repositories of the hub are. */
    public static boolean isNameOnHub(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*");
    }
}
