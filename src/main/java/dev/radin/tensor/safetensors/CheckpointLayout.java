package dev.radin.tensor.safetensors;

import dev.radin.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

    /** The same files with the tensors renamed. */
    public CheckpointLayout renamed(UnaryOperator<String> newName) {
        return new CheckpointLayout(
                index.map(i -> new Index(
                        i.fileName(), i.tensorNames().stream().map(newName).toList())),
                shards.stream()
                        .map(s -> new Shard(
                                s.fileName(),
                                s.tensorNames().stream().map(newName).toList(),
                                s.metadata()))
                        .toList());
    }
}
