package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.tensor.DType;
import dev.radin.tensor.FloatRows;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorDigest;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsFile;

/** The logits of one pass, F32 [examples, classes], as the cache keeps them. */
public final class StoredPass implements AutoCloseable {

    static final String TENSOR = "logits";
    /** Metadata key: the sha256 of the tensor's bytes, by which a reader notices damage. */
    static final String DIGEST = "sha256";

    private final SafetensorsFile file;
    private final TensorInfo logits;
    private final FloatRows rows;

    private StoredPass(SafetensorsFile file, TensorInfo logits) {
        this.file = file;
        this.logits = logits;
        this.rows = new FloatRows(file, logits);
    }

    public static StoredPass open(Blob blob, Limits limits) {
        SafetensorsFile file = SafetensorsFile.open(blob, limits, Reason.StorageFailed);
        TensorInfo logits = file.tensors().stream()
                .filter(t -> t.name().equals(TENSOR)
                        && t.dtype() == DType.F32
                        && t.shape().size() == 2)
                .findFirst()
                .orElse(null);
        if (logits == null || !file.metadata().containsKey(DIGEST)) {
            file.close();
            throw damaged(file);
        }
        return new StoredPass(file, logits);
    }

    public String uri() {
        return file.uri();
    }

    public int examples() {
        return rows.rows();
    }

    public int classes() {
        return rows.columns();
    }

    /** Reads all of it once, against its digest. */
    public void verify() {
        if (!new TensorDigest().hex(file, logits).equals(file.metadata().get(DIGEST))) {
            throw damaged(file);
        }
    }

    /** Rows {@code first .. first + count - 1} into the start of {@code target}. */
    public void read(int first, int count, float[] target) {
        rows.read(first, count, target);
    }

    @Override
    public void close() {
        file.close();
    }

    static RadinException damaged(SafetensorsFile file) {
        return new RadinException(
                Reason.StorageFailed, file.uri() + ": this cached pass is damaged; remove the file and run again");
    }
}
