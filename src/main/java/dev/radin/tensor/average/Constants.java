package dev.radin.tensor.average;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Compares what several checkpoints have in the same tensor. */
public final class Constants {

    private static final int BLOCK_BYTES = 1 << 18;

    private Constants() {}

    /**
     * The first tensor of a dtype that cannot be averaged in which a model differs from another.
     *
     * @param tensors what both have
     */
    public static Optional<TensorInfo> difference(List<TensorInfo> tensors, TensorSource model, TensorSource other) {
        return tensors.stream()
                .filter(tensor -> tensor.dtype().mustBeEqual() && !areEqual(tensor, model, other))
                .findFirst();
    }

    /** Why a model with that difference cannot be averaged, as a clause. */
    public static String message(TensorInfo tensor, String other) {
        return "tensor " + Printable.of(tensor.name(), 200) + " differs from that of " + other + ", and "
                + tensor.dtype() + " is not averaged; save it in one of F64, F32, F16, BF16";
    }

    private static boolean areEqual(TensorInfo tensor, TensorSource model, TensorSource other) {
        ByteBuffer mine = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, tensor.sizeBytes()));
        ByteBuffer theirs = ByteBuffer.allocate(mine.capacity());
        for (long at = 0; at < tensor.sizeBytes(); at += BLOCK_BYTES) {
            int length = (int) Math.min(BLOCK_BYTES, tensor.sizeBytes() - at);
            model.read(tensor, at, mine.clear().limit(length));
            other.read(tensor, at, theirs.clear().limit(length));
            if (!mine.flip().equals(theirs.flip())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes elements out of a set where another checkpoint has the same value, NaN like NaN.
     *
     * @param first the block's first element in the tensor
     * @param block of the tensor, little-endian
     * @param elements of the block
     * @return false when the other cannot say: it lacks such a tensor, or cannot be read
     */
    static boolean removeEqual(TensorInfo tensor, long first, ByteBuffer block, BitSet elements, TensorSource other) {
        try {
            Optional<TensorInfo> same = other.tensors().stream()
                    .filter(t -> t.name().equals(tensor.name())
                            && t.shape().equals(tensor.shape())
                            && t.dtype().isFloating())
                    .findFirst();
            if (same.isEmpty()) {
                return false;
            }
            int size = same.get().dtype().sizeBytes();
            int start = elements.nextSetBit(0);
            ByteBuffer theirs =
                    ByteBuffer.allocate((elements.length() - start) * size).order(ByteOrder.LITTLE_ENDIAN);
            other.read(same.get(), (first + start) * size, theirs);
            for (int i = start; i >= 0; i = elements.nextSetBit(i + 1)) {
                if (Double.compare(value(tensor, block, i), value(same.get(), theirs, i - start)) == 0) {
                    elements.clear(i);
                }
            }
            return true;
        } catch (RadinException e) {
            // That checkpoint's own fault, told where it is looked at.
            return false;
        }
    }

    /** Those of some elements that are numbers or infinities. */
    static BitSet withoutNan(TensorInfo tensor, ByteBuffer block, BitSet elements) {
        BitSet numbers = (BitSet) elements.clone();
        elements.stream().filter(i -> Double.isNaN(value(tensor, block, i))).forEach(numbers::clear);
        return numbers;
    }

    private static double value(TensorInfo tensor, ByteBuffer bytes, int element) {
        int at = element * tensor.dtype().sizeBytes();
        return switch (tensor.dtype()) {
            case F64 -> bytes.getDouble(at);
            case F32 -> bytes.getFloat(at);
            case F16 -> Half.f16ToFloat(bytes.getShort(at));
            default -> Half.bf16ToFloat(bytes.getShort(at));
        };
    }
}
