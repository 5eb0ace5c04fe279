package dev.radin.cache;

import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.tensor.DType;
import dev.radin.tensor.FileError;
import dev.radin.tensor.FloatRows;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorDigest;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.util.Optional;

/** The scores that a program gave in one pass, F32 [examples], as the cache keeps them. */
public final class StoredScores {

    static final String TENSOR = "scores";

    private StoredScores() {}

    /**
     * Reads all of it, against its digest, and closes the blob.
     *
     * @return [examples], at least one
     * @throws dev.radin.fault.RadinException {@code StorageFailed} when it is damaged
     */
    public static float[] read(Blob blob, Limits limits) {
        try (SafetensorsFile file = StoredPass.file(blob, limits)) {
            Optional<TensorInfo> stored = file.find(TENSOR);
            if (stored.isEmpty()
                    || stored.get().dtype() != DType.F32
                    || stored.get().shape().size() != 1
                    || stored.get().shape().get(0) < 1) {
                throw StoredPass.damaged(file);
            }
            TensorInfo scores = stored.get();
            if (scores.sizeBytes() > limits.bufferBytes()) {
                throw new FileError(Reason.MachineUnfit, file.uri())
                        .because("its scores take " + scores.sizeBytes() + " bytes", "Raise --memory");
            }
            if (!new TensorDigest().hex(file, scores).equals(file.metadata().get(StoredPass.DIGEST))) {
                throw StoredPass.damaged(file);
            }
            FloatRows rows = new FloatRows(file, scores);
            float[] values = new float[rows.rows()];
            rows.read(0, values.length, values);
            return values;
        }
    }
}
