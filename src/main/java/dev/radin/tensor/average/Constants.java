package dev.radin.tensor.average;

import dev.radin.fault.RadinException;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Optional;

/** Elements that two checkpoints have in common, among those that need not be finite. */
public final class Constants {

    private Constants() {}

    /**
     * Takes elements out of a set where another checkpoint has the same value, NaN like NaN. It takes none out when the
     * other cannot say, as it lacks such a tensor or cannot be read.
     *
     * @param first the block's first element in the tensor
     * @param block of the tensor, little-endian
     * @param elements of the block
     */
    static void removeEqual(TensorInfo tensor, long first, ByteBuffer block, BitSet elements, TensorSource other) {
        try {
            Optional<TensorInfo> same = other.find(tensor.name())
                    .filter(t -> t.shape().equals(tensor.shape()) && t.dtype().isFloating());
            if (same.isEmpty()) {
                return;
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
        } catch (RadinException e) {
            // That checkpoint's own fault, told where it is looked at.
        }
    }

    /** @param bytes of elements of that tensor's dtype, little-endian */
    static double value(TensorInfo tensor, ByteBuffer bytes, int element) {
        int at = element * tensor.dtype().sizeBytes();
        return switch (tensor.dtype()) {
            case F64 -> bytes.getDouble(at);
            case F32 -> bytes.getFloat(at);
            case F16 -> Half.f16ToFloat(bytes.getShort(at));
            default -> Half.bf16ToFloat(bytes.getShort(at));
        };
    }
}
