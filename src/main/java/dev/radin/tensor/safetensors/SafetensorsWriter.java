package dev.radin.tensor.safetensors;

import dev.radin.tensor.ByteSink;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Writes one safetensors file front to back: the header at once, then each tensor's bytes in the announced order. The
 * same tensors, metadata and bytes give the same file, byte for byte.
 */
public final class SafetensorsWriter implements TensorSink {

    private final ByteSink sink;
    private final List<TensorInfo> tensors;
    private int current;
    private long writtenOfCurrent;

    /** @param metadata free text, written in the order of its keys */
    public SafetensorsWriter(ByteSink sink, List<TensorInfo> tensors, Map<String, String> metadata) {
        this.sink = sink;
        this.tensors = List.copyOf(tensors);
        sink.write(SafetensorsHeaderWriter.encode(this.tensors, metadata));
        skipFinished();
    }

    /** How large a file with these tensors is. */
    public static long sizeBytes(List<TensorInfo> tensors, Map<String, String> metadata) {
        return SafetensorsHeaderWriter.encode(tensors, metadata).remaining()
                + tensors.stream().mapToLong(TensorInfo::sizeBytes).sum();
    }

    @Override
    public void write(TensorInfo tensor, ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return;
        }
        if (current == tensors.size() || !tensors.get(current).equals(tensor)) {
            throw new IllegalStateException(tensor.name() + " is written out of turn");
        }
        if (bytes.remaining() > tensor.sizeBytes() - writtenOfCurrent) {
            throw new IllegalStateException(tensor.name() + " has only " + tensor.sizeBytes() + " bytes");
        }
        writtenOfCurrent += bytes.remaining();
        sink.write(bytes);
        skipFinished();
    }

    /** Checks that every tensor was written whole. */
    public void finish() {
        if (current < tensors.size()) {
            throw new IllegalStateException(tensors.get(current).name() + " was not written whole");
        }
    }

    private void skipFinished() {
        while (current < tensors.size()
                && writtenOfCurrent == tensors.get(current).sizeBytes()) {
            current++;
            writtenOfCurrent = 0;
        }
    }
}
