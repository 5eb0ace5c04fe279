package dev.radin.tensor.safetensors;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One safetensors file: 8 bytes of header length (little-endian), a JSON header, the tensors' bytes. Only the header is
 * read when it is opened; it is checked whole, so that later reads cannot fall outside the file.
 */
public final class SafetensorsFile implements TensorSource {

    private final Blob blob;
    private final SafetensorsHeader header;
    private final List<TensorInfo> tensors;
    private final Map<String, SafetensorsHeader.Entry> entries;

    private SafetensorsFile(Blob blob, SafetensorsHeader header) {
        this.blob = blob;
        this.header = header;
        this.tensors =
                header.entries().stream().map(SafetensorsHeader.Entry::tensor).toList();
        this.entries = new HashMap<>();
        header.entries().forEach(entry -> entries.put(entry.tensor().name(), entry));
    }

    /** Opens a checkpoint: whatever is wrong with it is a {@code CorruptModel}. */
    public static SafetensorsFile open(Blob blob, Limits limits) {
        return open(blob, limits, Reason.CorruptModel);
    }

    /**
     * Opens a file and takes over its blob, which is closed with it, or at once when the file is refused.
     *
     * @throws RadinException with {@code reason} when the file is no safetensors file or breaks the format or a limit
     */
    public static SafetensorsFile open(Blob blob, Limits limits, Reason reason) {
        try {
            FileError refusal = new FileError(reason, blob.uri());
            return new SafetensorsFile(blob, new SafetensorsHeaderReader(blob, limits, refusal).read());
        } catch (RuntimeException e) {
            blob.close();
            throw e;
        }
    }

    @Override
    public String uri() {
        return blob.uri();
    }

    @Override
    public List<TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        SafetensorsHeader.Entry entry = entries.get(tensor.name());
        if (entry == null) {
            throw new IllegalArgumentException(uri() + " has no tensor " + tensor.name());
        }
        Objects.checkFromIndexSize(offset, target.remaining(), entry.sizeBytes());
        blob.read(header.dataStart() + entry.begin() + offset, target);
    }

    @Override
    public void close() {
        blob.close();
    }
}
