package dev.radin.tensor.adapter;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements of floating tensors as F64, which holds all of them. */
final class Doubles {

    private static final int MOST_ELEMENTS = 1 << 15;

    private Doubles() {}

    /** Fills {@code target} from {@code at} on with the elements {@code first .. first + count - 1}. */
    static void read(TensorSource source, TensorInfo tensor, long first, int count, double[] target, int at) {
        int width = tensor.dtype().sizeBytes();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.min(count, MOST_ELEMENTS) * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < count; ) {
            int now = Math.min(count - done, MOST_ELEMENTS);
            source.read(tensor, (first + done) * width, bytes.clear().limit(now * width));
            Widening.convert(bytes.flip(), tensor.dtype(), DType.F64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(target, at + done, now);
            done += now;
        }
    }
}
