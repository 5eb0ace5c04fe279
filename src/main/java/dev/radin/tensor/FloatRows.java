package dev.radin.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

/** A matrix of F32, F16 or BF16 that is read row by row, as F32. Several threads may read at once. */
public final class FloatRows {

    public static final Set<DType> DTYPES = EnumSet.of(DType.F32, DType.F16, DType.BF16);

    private static final int BUFFER_BYTES = 1 << 18;
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN));

    private final TensorSource source;
    private final TensorInfo tensor;

    /** @param tensor [rows, columns], or [rows] for a single column, of one of {@link #DTYPES} */
    public FloatRows(TensorSource source, TensorInfo tensor) {
        this.source = source;
        this.tensor = tensor;
    }

    public int rows() {
        return Math.toIntExact(tensor.shape().get(0));
    }

    public int columns() {
        return tensor.shape().size() == 1 ? 1 : Math.toIntExact(tensor.shape().get(1));
    }

    /** Rows {@code first .. first + count - 1} into the start of {@code target}. */
    public void read(int first, int count, float[] target) {
        int width = tensor.dtype().sizeBytes();
        long start = (long) first * columns();
        int elements = Math.multiplyExact(count, columns());
        ByteBuffer bytes = BUFFER.get();
        for (int done = 0; done < elements; ) {
            int now = Math.min(elements - done, BUFFER_BYTES / width);
            source.read(tensor, (start + done) * width, bytes.clear().limit(now * width));
            widen(bytes.flip(), target, done, now);
            done += now;
        }
    }

    private void widen(ByteBuffer bytes, float[] target, int at, int count) {
        if (tensor.dtype() == DType.F32) {
            bytes.asFloatBuffer().get(target, at, count);
            return;
        }
        boolean f16 = tensor.dtype() == DType.F16;
        for (int k = 0; k < count; k++) {
            short bits = bytes.getShort(2 * k);
            target[at + k] = f16 ? Half.f16ToFloat(bits) : Half.bf16ToFloat(bits);
        }
    }
}
