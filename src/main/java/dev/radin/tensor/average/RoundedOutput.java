package dev.radin.tensor.average;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes means in F64 and passes them on in a smaller dtype, rounded to nearest even, once. */
final class RoundedOutput implements TensorSink {

    private final TensorSink target;
    private final Map<TensorInfo, TensorInfo> rounded = new HashMap<>();

    private RoundedOutput(TensorSink target, List<TensorInfo> summed, List<TensorInfo> tensors) {
        this.target = target;
        for (int i = 0; i < tensors.size(); i++) {
            rounded.put(summed.get(i), tensors.get(i));
        }
    }

    /**
     * The target itself where nothing has to be rounded.
     *
     * @param summed the tensors that come, in the dtypes that they are summed in
     * @param tensors the same, in the dtypes that the target takes
     */
    static TensorSink of(TensorSink target, List<TensorInfo> summed, List<TensorInfo> tensors) {
        return summed.equals(tensors) ? target : new RoundedOutput(target, summed, tensors);
    }

    /** @throws RadinException {@code InvalidSpec} when a finite value is too large for the smaller dtype */
    @Override
    public void write(TensorInfo tensor, ByteBuffer bytes) {
        TensorInfo own = rounded.get(tensor);
        target.write(own, own.dtype() == tensor.dtype() ? bytes : round(own, bytes));
    }

    /** @param bytes elements of F64; read, and not moved on */
    static ByteBuffer round(TensorInfo tensor, ByteBuffer bytes) {
        ByteBuffer doubles = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer target = ByteBuffer.allocate(
                        doubles.remaining() / Double.BYTES * tensor.dtype().sizeBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        while (doubles.hasRemaining()) {
            double value = doubles.getDouble();
            double result = put(tensor.dtype(), value, target);
            if (Double.isInfinite(result) && !Double.isInfinite(value)) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        tensor.dtype() + " cannot hold " + value + " in tensor " + Printable.of(tensor.name(), 200)
                                + "; ask for BF16 or F32 instead, or for no dtype to keep that of the models");
            }
        }
        return target.flip();
    }

    /** @return the value that was put */
    private static double put(DType dtype, double value, ByteBuffer target) {
        switch (dtype) {
            case F32 -> {
                target.putFloat((float) value);
                return (float) value;
            }
            case F16 -> {
                short half = Half.floatToF16(Half.roundToOdd(value));
                target.putShort(half);
                return Half.f16ToFloat(half);
            }
            case BF16 -> {
                short half = Half.floatToBf16(Half.roundToOdd(value));
                target.putShort(half);
                return Half.bf16ToFloat(half);
            }
            default -> throw new IllegalArgumentException(dtype + " from F64");
        }
    }
}
