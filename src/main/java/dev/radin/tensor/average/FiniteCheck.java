package dev.radin.tensor.average;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for NaN and infinite weights in bytes that pass by. Integer tensors have none. */
public final class FiniteCheck {

    private static final int BLOCK_BYTES = 1 << 18;

    /**
     * @param first the tensor with the first non-finite element
     * @param firstIndex its position in that tensor, row-major
     * @param count of all non-finite elements
     * @param nan how many of them are NaN; the others are infinite
     */
    public record NonFinite(TensorInfo first, long firstIndex, long count, long nan) {

        /** Whether all of them are infinite, as those of a mask are. */
        public boolean onlyInfinite() {
            return nan == 0;
        }

        /** Of a model with these. */
        public RadinException diverged(String uri) {
            return new RadinException(
                    Reason.NonFiniteWeights,
                    uri + ": " + description()
                            + "; it has probably diverged in training: give an earlier checkpoint, or leave it out");
        }

        /** As a clause: {@code 3 weights are NaN or infinite, the first is element 17 of tensor "head.weight"}. */
        public String description() {
            String what = onlyInfinite() ? "infinite" : "NaN or infinite";
            String where = "element " + firstIndex + " of tensor \"" + Printable.of(first.name(), 200) + "\" ("
                    + first.type() + ")";
            return count == 1
                    ? "one weight is " + (onlyInfinite() ? "infinite, " : "NaN, ") + where
                    : count + " weights are " + what + ", the first is " + where;
        }
    }

    /** Hands on to another sink what is written, and looks at it. Written by one thread at a time. */
    public static final class Watch implements TensorSink {

        private final TensorSink sink;
        private final FiniteCheck check = new FiniteCheck();
        private final Set<String> nonFinite = new LinkedHashSet<>();

        /** @param sink takes whole elements with each write */
        public Watch(TensorSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(TensorInfo tensor, ByteBuffer bytes) {
            check.accept(tensor, bytes);
            if (!check.found.isEmpty()) {
                nonFinite.add(tensor.name());
                check.found.clear();
            }
            sink.write(tensor, bytes);
        }

        /** The names of the tensors that are not finite, as they were written. */
        public List<String> nonFinite() {
            return List.copyOf(nonFinite);
        }
    }

    /** Elements of the block that are not finite. */
    private final BitSet found = new BitSet();

    private TensorInfo first;
    private long firstIndex;
    private long count;
    private long nan;

    /** Reads every floating tensor of a checkpoint once. */
    public static Optional<NonFinite> scan(TensorSource source) {
        return scan(source, source.tensors());
    }

    /** Reads some tensors of a checkpoint once. */
    public static Optional<NonFinite> scan(TensorSource source, List<TensorInfo> tensors) {
        return scan(source, tensors, Optional.empty());
    }

    /**
     * Reads every floating tensor of a checkpoint once. What is not finite and yet the same in the architecture is a
     * constant and does not count.
     *
     * @param architecture read where something is not finite
     */
    public static Optional<NonFinite> scan(TensorSource source, TensorSource architecture) {
        return scan(source, source.tensors(), architecture);
    }

    /** The same of some tensors. */
    public static Optional<NonFinite> scan(TensorSource source, List<TensorInfo> tensors, TensorSource architecture) {
        return scan(source, tensors, Optional.of(architecture));
    }

    private static Optional<NonFinite> scan(
            TensorSource source, List<TensorInfo> tensors, Optional<TensorSource> architecture) {
        FiniteCheck check = new FiniteCheck();
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        for (TensorInfo tensor : tensors) {
            long sizeBytes = tensor.dtype().isFloating() ? tensor.sizeBytes() : 0;
            for (long offset = 0; offset < sizeBytes; offset += BLOCK_BYTES) {
                block.clear().limit((int) Math.min(BLOCK_BYTES, sizeBytes - offset));
                source.read(tensor, offset, block);
                check.accept(tensor, block.flip());
                if (!check.found.isEmpty()) {
                    long index = offset / tensor.dtype().sizeBytes();
                    ByteBuffer elements = block.slice().order(ByteOrder.LITTLE_ENDIAN);
                    architecture.ifPresent(other -> Constants.removeEqual(tensor, index, elements, check.found, other));
                    check.count(tensor, index, elements);
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

    private void count(TensorInfo tensor, long index, ByteBuffer block) {
        if (count == 0 && !found.isEmpty()) {
            first = tensor;
            firstIndex = index + found.nextSetBit(0);
        }
        count += found.cardinality();
        nan += found.stream()
                .filter(i -> Double.isNaN(Constants.value(tensor, block, i)))
                .count();
        found.clear();
    }

    private Optional<NonFinite> result() {
        return count == 0 ? Optional.empty() : Optional.of(new NonFinite(first, firstIndex, count, nan));
    }
}
