package dev.radin.tensor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named tensors that can be read by byte ranges: a safetensors file, a sharded one, a torch state dict. Reads may come
 * from several threads at once.
 */
public interface TensorSource extends AutoCloseable {

    /** Where it came from, as messages print it. */
    String uri();

    /** In the order of the file. Names are distinct. */
    List<TensorInfo> tensors();

    /** The tensor of that name; a source may know one by several. */
    default Optional<TensorInfo> find(String name) {
        return tensors().stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /** Free text that came with the tensors; empty where the format has none. */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /** What was recognised and what was left out on opening, for people; mostly nothing. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Fills what remains of {@code target} with the tensor's bytes (contiguous, row-major, little-endian) from byte
     * {@code offset} on.
     */
    void read(TensorInfo tensor, long offset, ByteBuffer target);

    @Override
    void close();
}
