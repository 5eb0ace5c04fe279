package dev.radin.tensor.torch;

import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import java.nio.ByteBuffer;

/** A torch zip archive: its pickle as data, and the storages that the pickle's tensors are views of. */
final class TorchArchive implements AutoCloseable {

    private static final String PICKLE = "data.pkl";
    /** The most of a storage that is read at once to gather the elements of a strided tensor. */
    private static final int WINDOW_BYTES = 16 << 20;

    private static final int GATHERED_ELEMENTS = 1 << 20;
    /** Expanded tensors may claim more than their storage holds, but not without end. */
    private static final long EXPANDED_BYTES = 64L << 20;

    final FileError refusal;
    final ZipArchive zip;
    final byte[] pickle;
    final Object root;
    private final Blob blob;

    private TorchArchive(Blob blob, Limits limits, FileError refusal) {
        this.blob = blob;
        this.refusal = refusal;
        this.zip = new ZipArchive(blob, limits, refusal);
        if (zip.has("byteorder") && !zip.text("byteorder").strip().equals("little")) {
            throw refusal.because("was written on a big-endian machine", "Save it again on a little-endian one");
        }
        this.pickle = zip.content(PICKLE, limits.pickleBytes());
        this.root = Unpickler.read(pickle, limits, refusal);
    }

    /** Takes over the blob: it is closed with the archive, or at once when the archive is refused. */
    static TorchArchive open(Blob blob, Limits limits, FileError refusal) {
        try {
            return new TorchArchive(blob, limits, refusal);
        } catch (RuntimeException e) {
            blob.close();
            throw e;
        }
    }

    /** True for what {@code torch.jit.save} writes. */
    boolean isScript() {
        return root instanceof Py.PyObject object && PickleGlobals.isScripted(object.type) && zip.has("constants.pkl");
    }

    /** The tensor of that name, once it is sure that it can be read. */
    TensorView tensor(String name, Object value) {
        if (value instanceof Py.UnreadableTensor unreadable) {
            throw refusal.because(
                    "tensor `" + name + "` is " + unreadable.kind() + ", which cannot be averaged",
                    "Save it as an ordinary tensor of a real dtype");
        }
        TensorView view = (TensorView) value;
        String flaw = view.flaw();
        if (flaw != null) {
            throw refusal.because("tensor `" + name + "` " + flaw, "The file is damaged: copy or save it again");
        }
        if (view.info(name).sizeBytes() > Math.max(EXPANDED_BYTES, view.storageBytes())) {
            throw refusal.because(
                    "tensor `" + name + "` " + view.shape() + " is an expanded view of a far smaller storage",
                    "Save it as tensor.contiguous()");
        }
        ZipRecord record = record(view);
        if (record.deflated()) {
            throw refusal.because(
                    "tensor `" + name + "` is compressed, which torch never does", "Save it again with torch.save");
        }
        if (record.sizeBytes() != view.storageBytes()) {
            throw refusal.because(
                    "record `" + record.name() + "` of tensor `" + name + "` has " + record.sizeBytes()
                            + " bytes and should have " + view.storageBytes(),
                    "The file is damaged: copy or save it again");
        }
        return view;
    }

    /** The record that holds a tensor's storage. */
    ZipRecord record(TensorView view) {
        return zip.record("data/" + view.storage().key());
    }

    /** Fills {@code target} from byte {@code offset} of the tensor's row-major content. */
    void read(TensorView view, long offset, ByteBuffer target) {
        int size = view.dtype().sizeBytes();
        if (view.isContiguous()) {
            zip.read(record(view), view.offset() * size + offset, target);
            return;
        }
        long element = offset / size;
        int skipped = (int) (offset % size);
        while (target.hasRemaining()) {
            int count = (int) Math.min(GATHERED_ELEMENTS, (skipped + (long) target.remaining() + size - 1) / size);
            ByteBuffer gathered = gather(view, element, count);
            element += gathered.remaining() / size;
            gathered.position(skipped);
            gathered.limit(Math.min(gathered.limit(), skipped + target.remaining()));
            target.put(gathered);
            skipped = 0;
        }
    }

    /** At most {@code count} elements: as many as lie within one window of the storage. */
    private ByteBuffer gather(TensorView view, long first, int count) {
        int size = view.dtype().sizeBytes();
        int taken = count;
        long[] span = span(view, first, taken);
        while (taken > 1 && (span[1] - span[0] + 1) * size > WINDOW_BYTES) {
            taken /= 2;
            span = span(view, first, taken);
        }
        ByteBuffer window = ByteBuffer.allocate((int) (span[1] - span[0] + 1) * size);
        zip.read(record(view), span[0] * size, window);
        ByteBuffer gathered = ByteBuffer.allocate(taken * size);
        TensorView.Cursor cursor = view.from(first);
        for (int i = 0; i < taken; i++) {
            gathered.put(window.array(), (int) (cursor.next() - span[0]) * size, size);
        }
        return gathered.flip();
    }

    /** The lowest and the highest element of the storage among some of the tensor. */
    private static long[] span(TensorView view, long first, int count) {
        TensorView.Cursor cursor = view.from(first);
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        for (int i = 0; i < count; i++) {
            long at = cursor.next();
            lowest = Math.min(lowest, at);
            highest = Math.max(highest, at);
        }
        return new long[] {lowest, highest};
    }

    @Override
    public void close() {
        blob.close();
    }
}
