package dev.radin.tensor.torch;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor as torch lays it out: element {@code (i0, i1, …)} is element {@code offset + Σ i·stride} of its storage.
 *
 * @param offset in elements, as are the strides
 */
record TensorView(Py.Storage storage, DType dtype, long offset, List<Long> shape, List<Long> strides) {

    TensorView {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /** Why it cannot be a tensor, or null. What overflows 64 bits is malformed. */
    String flaw() {
        try {
            if (offset < 0 || shape.size() != strides.size() || negative(shape) || negative(strides)) {
                return "has a negative size, offset or stride";
            }
            info("").sizeBytes();
            long storageBytes = storageBytes();
            if (elements() > 0 && Math.multiplyExact(last() + 1, (long) dtype.sizeBytes()) > storageBytes) {
                return "reaches beyond the end of its storage";
            }
            return null;
        } catch (ArithmeticException e) {
            return "has a size that overflows";
        }
    }

    /** The bytes that the pickle says its storage has. */
    long storageBytes() {
        int unit = TorchDTypes.ofStorage(storage.type()).map(DType::sizeBytes).orElse(1);
        return Math.multiplyExact(storage.elements(), (long) unit);
    }

    TensorInfo info(String name) {
        return new TensorInfo(name, dtype, shape);
    }

    long elements() {
        return info("").elements();
    }

    /** The highest element of the storage that belongs to it, which has at least one. */
    long last() {
        long last = offset;
        for (int d = 0; d < shape.size(); d++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(d) - 1, strides.get(d)));
        }
        return last;
    }

    /** True when its elements lie one behind the other in row-major order. */
    boolean isContiguous() {
        long expected = 1;
        for (int d = shape.size() - 1; d >= 0; d--) {
            if (shape.get(d) != 1 && strides.get(d) != expected) {
                return elements() == 0;
            }
            expected *= shape.get(d);
        }
        return true;
    }

    /** True when two of its indices may stand for the same element of the storage, as after {@code expand}. */
    boolean mayOverlapItself() {
        long reach = 0;
        for (int d : byStride()) {
            if (strides.get(d) <= reach) {
                return true;
            }
            reach += (shape.get(d) - 1) * strides.get(d);
        }
        return false;
    }

    private int[] byStride() {
        return IntStream.range(0, shape.size())
                .filter(d -> shape.get(d) > 1)
                .boxed()
                .sorted(Comparator.comparing(strides::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Walks the elements in row-major order from a given one on. */
    Cursor from(long element) {
        return new Cursor(element);
    }

    private static boolean negative(List<Long> values) {
        return values.stream().anyMatch(v -> v < 0);
    }

    /** Where the elements are in the storage, one after another in row-major order. */
    final class Cursor {
        private final long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
        private final long[] steps = strides.stream().mapToLong(Long::longValue).toArray();
        private final long[] index = new long[sizes.length];
        private long position = offset;

        private Cursor(long element) {
            long rest = element;
            for (int d = sizes.length - 1; d >= 0; d--) {
                index[d] = rest % sizes[d];
                rest /= sizes[d];
                position += index[d] * steps[d];
            }
        }

        /** The element of the storage, then one further. */
        long next() {
            long current = position;
            for (int d = sizes.length - 1; d >= 0; d--) {
                position += steps[d];
                if (++index[d] < sizes[d]) {
                    return current;
                }
                position -= sizes[d] * steps[d];
                index[d] = 0;
            }
            return current;
        }
    }
}
