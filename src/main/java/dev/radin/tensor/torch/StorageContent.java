package dev.radin.tensor.torch;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.ByteSink;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A storage of the architecture with the weights put in place of its own: the bytes of a new {@code data/<key>}. Strided
 * tensors and several tensors in one storage keep their layout; what no tensor covers stays as it was.
 */
final class StorageContent {

    /** A tensor of the weights and where it lies in the storage. */
    record Placed(TensorView view, TensorInfo given) {

        long firstByte() {
            return view.offset() * view.dtype().sizeBytes();
        }

        long endByte() {
            return (view.last() + 1) * view.dtype().sizeBytes();
        }

        boolean overlaps(Placed other) {
            return firstByte() < other.endByte() && other.firstByte() < endByte();
        }
    }

    private static final int CHUNK_BYTES = 8 << 20;
    /** A strided tensor is read as a whole for every chunk of its storage, so those are larger. */
    private static final int STRIDED_CHUNK_BYTES = 128 << 20;

    private static final int BLOCK_ELEMENTS = 1 << 17;

    private final TorchArchive archive;
    private final ZipRecord record;
    private final TensorSource weights;
    private final List<Placed> tensors;

    /** @param placed the tensors in this storage, tied names included */
    StorageContent(TorchArchive archive, ZipRecord record, TensorSource weights, List<Placed> placed) {
        this.archive = archive;
        this.record = record;
        this.weights = weights;
        this.tensors = placed.stream().filter(p -> p.view.elements() > 0).toList();
    }

    /** @throws RadinException {@code IncompatibleModels} when tensors that share memory have different values */
    void writeTo(ByteSink sink) {
        boolean strided = tensors.stream().anyMatch(p -> !p.view.isContiguous());
        long size = record.sizeBytes();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(size, strided ? STRIDED_CHUNK_BYTES : CHUNK_BYTES));
        for (long begin = 0; begin < size; begin += chunk.capacity()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), size - begin));
            archive.zip.read(record, begin, chunk);
            byte[] bytes = chunk.flip().array();
            for (Placed tensor : tensors) {
                visit(
                        tensor,
                        begin,
                        chunk.limit(),
                        (at, from, offset, length) -> System.arraycopy(from, offset, bytes, at, length));
            }
            refuseContradictions(begin, chunk.limit(), bytes);
            sink.write(chunk);
        }
    }

    /** Where tensors share memory the last one won; each must have wanted that value. */
    private void refuseContradictions(long begin, int length, byte[] bytes) {
        for (Placed tensor : tensors) {
            List<Placed> sharing = tensors.stream()
                    .filter(o -> o != tensor && o.overlaps(tensor))
                    .toList();
            if (sharing.isEmpty() && !tensor.view.mayOverlapItself()) {
                continue;
            }
            visit(tensor, begin, length, (at, from, offset, count) -> {
                if (!Arrays.equals(from, offset, offset + count, bytes, at, at + count)) {
                    throw contradiction(tensor, sharing.isEmpty() ? tensor : sharing.get(0));
                }
            });
        }
    }

    private RadinException contradiction(Placed one, Placed other) {
        return new RadinException(
                Reason.IncompatibleModels,
                weights.uri() + ": tensors `" + one.given.name() + "` and `" + other.given.name()
                        + "` share memory in the architecture " + archive.refusal.uri()
                        + " but have different values. Export the architecture with untied weights.");
    }

    /** Takes elements, ready to lie at byte {@code at} of the chunk. */
    @FunctionalInterface
    private interface Elements {
        void at(int at, byte[] from, int offset, int length);
    }

    /** Reads those of a tensor's elements that lie in a chunk of the storage. */
    private void visit(Placed tensor, long begin, int length, Elements elements) {
        if (tensor.endByte() <= begin || tensor.firstByte() >= begin + length) {
            return;
        }
        int size = tensor.view.dtype().sizeBytes();
        boolean contiguous = tensor.view.isContiguous();
        long from = contiguous ? Math.max(0, begin - tensor.firstByte()) / size : 0;
        long to = contiguous
                ? Math.min(tensor.endByte(), begin + length) / size - tensor.view.offset()
                : tensor.view.elements();
        TensorView.Cursor cursor = tensor.view.from(from);
        for (long block = from; block < to; block += BLOCK_ELEMENTS) {
            int count = (int) Math.min(BLOCK_ELEMENTS, to - block);
            byte[] read = read(tensor, block, count);
            if (contiguous) {
                elements.at((int) (tensor.firstByte() + block * size - begin), read, 0, count * size);
                continue;
            }
            for (int i = 0; i < count; i++) {
                long at = cursor.next() * size - begin;
                if (at >= 0 && at < length) {
                    elements.at((int) at, read, i * size, size);
                }
            }
        }
    }

    private byte[] read(Placed tensor, long element, int count) {
        int size = tensor.given.dtype().sizeBytes();
        ByteBuffer read = ByteBuffer.allocate(count * size);
        weights.read(tensor.given, element * size, read);
        return Widening.convert(read.flip(), tensor.given.dtype(), tensor.view.dtype())
                .array();
    }
}
