package dev.radin.tensor.average;

import dev.radin.fault.Printable;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
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

    /** Elements of the block that are not finite. */
    private final BitSet found = new BitSet();

    private TensorInfo first;
    private long firstIndex;
    private long count;

    /** Reads every floating tensor of a checkpoint once. */
    public static Optional<NonFinite> scan(TensorSource source) {
        return scan(source, List.of(), List.of());
    }

    /**
     * Reads every floating tensor of a checkpoint once. What is not finite and yet the same in the architecture is a
     * constant and does not count, nor does an infinity that all of several models have in that place, as in a mask. NaN in
     * all models may as well be the same trouble in all.
     *
     * @param architecture read where something is not finite
     * @param models all of them, this one too; read where the architecture has something else
     */
    public static Optional<NonFinite> scan(
            TensorSource source, TensorSource architecture, List<? extends TensorSource> models) {
        return scan(source, List.of(architecture), models);
    }

    private static Optional<NonFinite> scan(
            TensorSource source, List<TensorSource> architecture, List<? extends TensorSource> models) {
        FiniteCheck check = new FiniteCheck();
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        for (TensorInfo tensor : source.tensors()) {
            long sizeBytes = tensor.dtype().isFloating() ? tensor.sizeBytes() : 0;
            for (long offset = 0; offset < sizeBytes; offset += BLOCK_BYTES) {
                block.clear().limit((int) Math.min(BLOCK_BYTES, sizeBytes - offset));
                source.read(tensor, offset, block);
                check.accept(tensor, block.flip());
                if (!check.found.isEmpty()) {
                    check.removeConstants(tensor, offset, block, architecture, models);
                    check.count(tensor, offset / tensor.dtype().sizeBytes());
                }
            }
        }
        return check.result();
    }

    /** Looks at what remains of {@code bytes} and leaves it as it is. */
    private void accept(TensorInfo tensor, ByteBuffer bytes) {
        ByteBuffer source = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dtype()) {
            case F64 -> {
                double[] values = new double[source.remaining() / Double.BYTES];
                source.asDoubleBuffer().get(values);
                for (int i = 0; i < values.length; i++) {
                    if (!Double.isFinite(values[i])) {
                        found.set(i);
                    }
                }
            }
            case F32 -> {
                float[] values = new float[source.remaining() / Float.BYTES];
                source.asFloatBuffer().get(values);
                for (int i = 0; i < values.length; i++) {
                    if (!Float.isFinite(values[i])) {
                        found.set(i);
                    }
                }
            }
            case F16, BF16 -> {
                short[] values = new short[source.remaining() / Short.BYTES];
                source.asShortBuffer().get(values);
                int exponent = tensor.dtype() == DType.F16 ? 0x7C00 : 0x7F80;
                for (int i = 0; i < values.length; i++) {
                    if ((values[i] & exponent) == exponent) {
                        found.set(i);
                    }
                }
            }
            default -> {
                // Integers and bools are finite.
            }
        }
    }

    private void removeConstants(
            TensorInfo tensor,
            long offset,
            ByteBuffer bytes,
            List<TensorSource> architecture,
            List<? extends TensorSource> models) {
        long index = offset / tensor.dtype().sizeBytes();
        ByteBuffer block = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        architecture.forEach(source -> Constants.removeEqual(tensor, index, block, found, source));
        if (found.isEmpty() || models.size() < 2) {
            return;
        }
        BitSet constant = Constants.withoutNan(tensor, block, found);
        for (TensorSource model : models) {
            if (constant.isEmpty()) {
                return;
            }
            BitSet different = (BitSet) constant.clone();
            if (Constants.removeEqual(tensor, index, block, different, model)) {
                constant.andNot(different);
            }
        }
        found.andNot(constant);
    }

    private void count(TensorInfo tensor, long index) {
        if (count == 0 && !found.isEmpty()) {
            first = tensor;
            firstIndex = index + found.nextSetBit(0);
        }
        count += found.cardinality();
        found.clear();
    }

    private Optional<NonFinite> result() {
        return count == 0 ? Optional.empty() : Optional.of(new NonFinite(first, firstIndex, count));
    }
}
