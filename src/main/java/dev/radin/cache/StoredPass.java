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
    /** Of a header that cannot be right: no store gives it, so that one which fails is not taken for a damaged file. */
    static final Reason DAMAGED = Reason.InvalidInput;

    private final SafetensorsFile file;
    private final TensorInfo logits;
    private final FloatRows rows;

    private StoredPass(SafetensorsFile file, TensorInfo logits) {
        this.file = file;
        this.logits = logits;
        this.rows = new FloatRows(file, logits);
    }

    public static StoredPass open(Blob blob, Limits limits) {
        SafetensorsFile file = file(blob, limits);
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

    /** Of any kind of pass. A header that cannot be right is damage, as a wrong digest is. */
    static SafetensorsFile file(Blob blob, Limits limits) {
        try {
            return SafetensorsFile.open(blob, limits, DAMAGED);
        } catch (RadinException e) {
            throw e.reason() == DAMAGED ? damaged(blob.uri(), e) : e;
        }
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
        return damaged(file.uri(), null);
    }

    private static RadinException damaged(String uri, RadinException cause) {
        return new RadinException(
                Reason.StorageFailed, uri + ": this cached pass is damaged; remove the file and run again", cause);
    }
}
