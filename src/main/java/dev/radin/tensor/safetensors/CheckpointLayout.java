package dev.radin.tensor.safetensors;

import dev.radin.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a checkpoint's tensors are spread over files, so that a soup can be written the way its ingredients were.
 *
 * @param index the index of a sharded checkpoint; empty for a single file
 * @param shards in the order in which they are written; every tensor stands in exactly one
 */
public record CheckpointLayout(Optional<Index> index, List<Shard> shards) {

    /**
     * @param fileName such as {@code model.safetensors.index.json}
     * @param tensorNames in the order of the index
     */
    public record Index(String fileName, List<String> tensorNames) {
        public Index {
            tensorNames = List.copyOf(tensorNames);
        }
    }

    /** @param tensorNames in the order of the file */
    public record Shard(String fileName, List<String> tensorNames, Map<String, String> metadata) {
        public Shard {
            tensorNames = List.copyOf(tensorNames);
        }
    }

    public CheckpointLayout {
        shards = List.copyOf(shards);
    }

    /** One file, {@code model.safetensors}, with the tensors in this order. */
    public static CheckpointLayout singleFile(List<TensorInfo> tensors, Map<String, String> metadata) {
        List<String> names = tensors.stream().map(TensorInfo::name).toList();
        return new CheckpointLayout(Optional.empty(), List.of(new Shard("model.safetensors", names, metadata)));
    }

    /**
     * Several files and an index. What is not called as safetensors are is called as the Hugging Face libraries would.
     *
     * @param index the file name of the index that the tensors were read by
     * @param tensorNames in the order of that index
     */
    public static CheckpointLayout sharded(String index, List<String> tensorNames, List<Shard> shards) {
        boolean named = Stream.concat(
                        Stream.of(ShardIndex.whole(index)), shards.stream().map(Shard::fileName))
                .allMatch(name -> name.endsWith(".safetensors"));
        List<Shard> written = new ArrayList<>();
        for (Shard shard : shards) {
            String fileName =
                    String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", written.size() + 1, shards.size());
            written.add(named ? shard : new Shard(fileName, shard.tensorNames(), pytorchMetadata(shard.metadata())));
        }
        return new CheckpointLayout(
                Optional.of(new Index(named ? index : ShardIndex.of("model.safetensors"), tensorNames)), written);
    }

    /** Loaders of the Hugging Face kind refuse a file whose metadata do not say which framework's tensors it holds. */
    public static Map<String, String> pytorchMetadata(Map<String, String> metadata) {
        return metadata.isEmpty() ? Map.of("format", "pt") : metadata;
    }

    /** The files' names, the index last. */
    public List<String> fileNames() {
        List<String> names =
                new ArrayList<>(shards.stream().map(Shard::fileName).toList());
        index.ifPresent(i -> names.add(i.fileName()));
        return names;
    }

    /** The tensors in the order in which they are written. They must be exactly those of the layout. */
    public List<TensorInfo> inOrder(List<TensorInfo> tensors) {
        Map<String, TensorInfo> byName = new HashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        List<String> names =
                shards.stream().flatMap(shard -> shard.tensorNames().stream()).toList();
        if (!byName.keySet().equals(new LinkedHashSet<>(names)) || names.size() != tensors.size()) {
            throw new IllegalArgumentException("the tensors are not those of the layout");
        }
        return names.stream().map(byName::get).toList();
    }

    /**
     * The same files with the tensors renamed, without those that have no new name. One file is left when all are gone.
     *
     * @param newNames by the names in this layout
     */
    public CheckpointLayout renamed(Map<String, String> newNames) {
        List<Shard> renamed = shards.stream()
                .map(s -> new Shard(s.fileName(), renamed(s.tensorNames(), newNames), s.metadata()))
                .toList();
        List<Shard> filled =
                renamed.stream().filter(s -> !s.tensorNames().isEmpty()).toList();
        return new CheckpointLayout(
                index.map(i -> new Index(i.fileName(), renamed(i.tensorNames(), newNames))),
                filled.isEmpty() ? renamed.subList(0, 1) : filled);
    }

    private static List<String> renamed(List<String> names, Map<String, String> newNames) {
        return names.stream().filter(newNames::containsKey).map(newNames::get).toList();
    }
}
