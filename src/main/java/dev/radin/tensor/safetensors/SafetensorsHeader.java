package dev.radin.tensor.safetensors;

import dev.radin.tensor.TensorInfo;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says about itself.
 *
 * @param entries in the order of the header
 * @param dataStart the position in the file from which tensors' ranges count
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {

    /** A tensor and its bytes, from {@code begin} (inclusive) to {@code end} (exclusive) after the header. */
    record Entry(TensorInfo tensor, long begin, long end) {

        long sizeBytes() {
            return end - begin;
        }
    }

    /** The tensors' names in the order of the header. */
    List<String> names() {
        return entries.stream().map(entry -> entry.tensor().name()).toList();
    }
}
