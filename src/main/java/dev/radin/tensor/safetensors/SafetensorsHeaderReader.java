package dev.radin.tensor.safetensors;

import dev.radin.fault.Counted;
import dev.radin.fault.RadinException;
import dev.radin.store.Blob;
import dev.radin.tensor.DType;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsHeader.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and checks the header of a safetensors file that may be damaged or hostile. The claimed length is compared with
 * the file's size and the limit before anything is read, and the JSON is streamed, so that memory follows what is there
 * and not what is claimed.
 */
final class SafetensorsHeaderReader {

    /** More dimensions than PyTorch can have. */
    private static final int MAX_RANK = 64;

    /** Of one tensor. Those that the format does not know are passed over, as the safetensors library does. */
    private static final int MOST_FIELDS = 64;

    private static final int LENGTH_BYTES = 8;
    static final String COPY_AGAIN = "Copy it here again, or save it again with the safetensors library";

    private final Blob blob;
    private final Limits limits;
    private final FileError refusal;
    /** Whose fields are being read; null between tensors. */
    private String currentTensor;

    SafetensorsHeaderReader(Blob blob, Limits limits, FileError refusal) {
        this.blob = blob;
        this.limits = limits;
        this.refusal = refusal;
    }

    SafetensorsHeader read() {
        long length = headerLength();
        Map<String, String> metadata = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        try (StrictJson json = new StrictJson(new BlobInput(blob, LENGTH_BYTES, length), this::invalid)) {
            json.object(limits.zipEntries(), name -> {
                if (name.equals(SafetensorsHeaderWriter.METADATA)) {
                    json.objectOrNull(limits.zipEntries(), key -> metadata.put(key, json.string()));
                } else {
                    entries.add(entry(name, json));
                }
            });
            json.end();
        }
        long dataStart = LENGTH_BYTES + length;
        new DataRanges(entries).check(blob.sizeBytes() - dataStart, refusal);
        return new SafetensorsHeader(List.copyOf(entries), Collections.unmodifiableMap(metadata), dataStart);
    }

    private long headerLength() {
        long size = blob.sizeBytes();
        if (size < LENGTH_BYTES) {
            throw refusal.because(
                    "it has " + Counted.of(size, "byte") + ", too few for a safetensors file", COPY_AGAIN);
        }
        ByteBuffer first =
                ByteBuffer.allocate((int) Math.min(LENGTH_BYTES + 1L, size)).order(ByteOrder.LITTLE_ENDIAN);
        blob.read(0, first);
        long length = first.getLong(0);
        if (length < 0 || length > size - LENGTH_BYTES) {
            throw refusal.because(
                    "its first 8 bytes announce a header of " + Long.toUnsignedString(length) + " bytes in a file of "
                            + size + ", so it is cut short or no safetensors file",
                    COPY_AGAIN);
        }
        if (length > limits.headerBytes()) {
            throw refusal.because(
                    "its header of " + length + " bytes is larger than the limit of " + limits.headerBytes(),
                    "Save it with fewer tensors or less metadata, or in shards");
        }
        if (length == 0 || first.get(LENGTH_BYTES) != '{') {
            throw refusal.because("after the header's length there is no JSON object", COPY_AGAIN);
        }
        return length;
    }

    /** The fields of one tensor, as far as they have been read. */
    private static final class Fields {
        private String dtype;
        private List<Long> shape;
        private List<Long> offsets;
    }

    private Entry entry(String name, StrictJson json) {
        currentTensor = name;
        Fields fields = new Fields();
        json.object(MOST_FIELDS, field -> {
            switch (field) {
                case "dtype" -> fields.dtype = json.string();
                case "shape" -> fields.shape = json.integers(MAX_RANK);
                case "data_offsets" -> fields.offsets = json.integers(2);
                default -> json.skip();
            }
        });
        currentTensor = null;
        if (fields.dtype == null || fields.shape == null || fields.offsets == null || fields.offsets.size() != 2) {
            throw tensor(name, "lacks its dtype, its shape or its two data_offsets", COPY_AGAIN);
        }
        TensorInfo tensor = new TensorInfo(name, dtype(name, fields.dtype), fields.shape);
        long begin = fields.offsets.get(0);
        long end = fields.offsets.get(1);
        if (begin < 0 || end < begin) {
            throw tensor(name, "has data_offsets " + fields.offsets + ", which is no range", COPY_AGAIN);
        }
        if (sizeBytes(tensor) != end - begin) {
            throw tensor(name, "is " + tensor.type() + " but has " + (end - begin) + " bytes", COPY_AGAIN);
        }
        return new Entry(tensor, begin, end);
    }

    private DType dtype(String tensor, String name) {
        return DType.named(name)
                .orElseThrow(() -> tensor(
                        tensor,
                        "has dtype " + name + ", which is not supported",
                        "Convert it to one of " + Arrays.toString(DType.values())));
    }

    private long sizeBytes(TensorInfo tensor) {
        if (tensor.shape().stream().anyMatch(dimension -> dimension < 0)) {
            throw tensor(tensor.name(), "has the shape " + tensor.shape(), COPY_AGAIN);
        }
        try {
            long sizeBytes = tensor.sizeBytes();
            if (!tensor.dtype().fillsBytes(tensor.elements())) {
                throw tensor(tensor.name(), "is " + tensor.type() + ", which ends within a byte", COPY_AGAIN);
            }
            return sizeBytes;
        } catch (ArithmeticException e) {
            throw tensor(tensor.name(), "of shape " + tensor.shape() + " is larger than any file", COPY_AGAIN);
        }
    }

    private RadinException invalid(String problem) {
        String where = currentTensor == null ? "" : " at tensor \"" + currentTensor + "\"";
        return refusal.because("its header is not valid" + where + ": " + problem, COPY_AGAIN);
    }

    private RadinException tensor(String name, String problem, String advice) {
        return refusal.because("tensor \"" + name + "\" " + problem, advice);
    }
}
