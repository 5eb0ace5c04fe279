package dev.radin.tensor.average;

import dev.radin.fault.Printable;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Looks for NaN and infinite weights in bytes that pass by. Integer tensors have none. */
public final class FiniteCheck {

    private static final int BLOCK_BYTES = 1 << 18;

    /**
     * @param first the tensor with the first non-finite element
     * @param firstIndex its position in that tensor, row-major
     * @param count of all non-finite elements
     */
    public record NonFinite(TensorInfo first, long firstIndex, long count) {

        /** As a clause: {@code 3 weights are NaN or infinite, the first is element 17 of tensor "head.weight"}. */
        public String description() {
            String where = "element " + firstIndex + " of tensor \"" + Printable.of(first.name(), 200) + "\" ("
                    + first.type() + ")";
            return count == 1
                    ? "one weight is NaN or infinite, " + where
                    : count + " weights are NaN or infinite, the first is " + where;
        }
    }

    private TensorInfo first;
    private long firstIndex;
    private long count;

    /** Reads every floating tensor of a checkpoint once. */
    public static Optional<NonFinite> scan(TensorSource source) {
        FiniteCheck check = new FiniteCheck();
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        for (TensorInfo tensor : source.tensors()) {
            long sizeBytes = tensor.dtype().isFloating() ? tensor.sizeBytes() : 0;
            for (long offset = 0; offset < sizeBytes; offset += BLOCK_BYTES) {
                block.clear().limit((int) Math.min(BLOCK_BYTES, sizeBytes - offset));
                source.read(tensor, offset, block);
                check.accept(tensor, offset, block.flip());
            }
        }
        return check.found();
    }

    /**
     * Looks at what remains of {@code bytes} and leaves it as it is.
     *
     * @param offset of the first byte in the tensor, at the start of an element
     */
    public void accept(TensorInfo tensor, long offset, ByteBuffer bytes) {
        long index = offset / tensor.dtype().sizeBytes();
        ByteBuffer source = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dtype()) {
            case F64 -> {
                double[] values = new double[source.remaining() / Double.BYTES];
                source.asDoubleBuffer().get(values);
                for (int i = 0; i < values.length; i++) {
                    if (!Double.isFinite(values[i])) {
                        note(tensor, index + i);
                    }
                }
            }
            case F32 -> {
                float[] values = new float[source.remaining() / Float.BYTES];
                source.asFloatBuffer().get(values);
                for (int i = 0; i < values.length; i++) {
                    if (!Float.isFinite(values[i])) {
                        note(tensor, index + i);
                    }
                }
            }
            case F16, BF16 -> {
                short[] values = new short[source.remaining() / Short.BYTES];
                source.asShortBuffer().get(values);
                int exponent = tensor.dtype() == DType.F16 ? 0x7C00 : 0x7F80;
                for (int i = 0; i < values.length; i++) {
                    if ((values[i] & exponent) == exponent) {
                        note(tensor, index + i);
                    }
                }
            }
            default -> {
                // Integers and bools are finite.
            }
        }
    }

    private void note(TensorInfo tensor, long index) {
        if (count++ == 0) {
            first = tensor;
            firstIndex = index;
        }
    }

    /** What has been found so far; empty when all was finite. */
    public Optional<NonFinite> found() {
        return count == 0 ? Optional.empty() : Optional.of(new NonFinite(first, firstIndex, count));
    }
}
