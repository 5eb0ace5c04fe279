package dev.radin.tensor.average;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.util.List;

/** Reads runs of elements from floating tensors as if they were laid end to end. Runs must be asked for in order. */
final class RunReader {

    private static final int BLOCK_ELEMENTS = 1 << 14;

    private final TensorSource model;
    private final List<TensorInfo> tensors;
    private final Elements elements = new Elements(BLOCK_ELEMENTS);
    private final RawBlock block = new RawBlock(BLOCK_ELEMENTS * Double.BYTES);
    private final float[] row = new float[BLOCK_ELEMENTS];
    private int tensor;
    /** The position of the current tensor's first element among all. */
    private long tensorStart;

    RunReader(TensorSource model, List<TensorInfo> tensors) {
        this.model = model;
        this.tensors = tensors;
    }

    /** Fills {@code target} from {@code at} on with the elements {@code start .. start + count - 1}, as F32. */
    void read(long start, int count, float[] target, int at) {
        int done = 0;
        while (done < count) {
            long position = start + done;
            while (position >= tensorStart + tensors.get(tensor).elements()) {
                tensorStart += tensors.get(tensor).elements();
                tensor++;
            }
            TensorInfo current = tensors.get(tensor);
            long offset = position - tensorStart;
            int piece = (int) Math.min(Math.min(count - done, BLOCK_ELEMENTS), current.elements() - offset);
            readPiece(current, offset, piece, target, at + done);
            done += piece;
        }
    }

    private void readPiece(TensorInfo from, long offset, int count, float[] target, int at) {
        int size = from.dtype().sizeBytes();
        model.read(from, offset * size, block.bytes.clear().limit(count * size));
        if (from.dtype() == DType.F64) {
            for (int i = 0; i < count; i++) {
                target[at + i] = (float) block.doubles.get(i);
            }
            return;
        }
        elements.decode(from.dtype(), block, 0, count, row);
        boolean paired = size == Short.BYTES;
        for (int i = 0; i < count; i++) {
            target[at + i] = row[paired ? PackedHalves.position(i, (count + 1) / 2) : i];
        }
    }
}
