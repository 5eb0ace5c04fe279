package dev.radin.tensor.torch;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.StateDictKey;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tensors of a PyTorch zip archive: a state dict ({@code .pt}, {@code .pth}, {@code .bin}), or the parameters and
 * buffers of a TorchScript archive. Its pickle is read as data and never run. Strided tensors are read in row-major
 * order; each storage's length and checksum are checked before anything of it is given out.
 */
public final class TorchCheckpoint implements TensorSource {

    private final TorchArchive archive;
    private final Map<String, TensorView> views;
    private final List<TensorInfo> tensors;
    private final List<String> notes;

    TorchCheckpoint(TorchArchive archive, Map<String, TensorView> views, List<String> notes) {
        this.archive = archive;
        this.views = views;
        this.tensors = views.entrySet().stream()
                .map(e -> e.getValue().info(e.getKey()))
                .toList();
        this.notes = List.copyOf(notes);
    }

    public static TorchCheckpoint open(Blob blob, Limits limits) {
        return open(blob, limits, null);
    }

    /**
     * Takes over the blob: it is closed with the source, or at once on failure.
     *
     * @param key which of several state dicts, as {@link StateDictKey} says; null for the usual one
     * @throws RadinException {@code CorruptModel} for what is damaged, hostile, or no state dict; {@code MismatchedModel} when
     *     nothing is under that key
     */
    public static TorchCheckpoint open(Blob blob, Limits limits, String key) {
        TorchArchive archive = TorchArchive.open(blob, limits, new FileError(Reason.CorruptModel, blob.uri()));
        try {
            List<String> notes = new ArrayList<>();
            StateDict stateDict = new StateDict(archive, notes);
            Map<String, TensorView> views;
            if (archive.isScript()) {
                views = ScriptedModules.of(archive, limits).tensors();
                views = key == null ? views : stateDict.below(views, key);
                notes.add("read the parameters and buffers of a TorchScript archive");
            } else {
                views = stateDict.find(key);
            }
            return new TorchCheckpoint(archive, views, notes);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    /** What was recognised and left out, for people: {@code took `state_dict`, left out `epoch`}. */
    @Override
    public List<String> notes() {
        return notes;
    }

    /**
     * Reads the whole file and refuses it when a record is damaged, before the first tensor is asked for.
     *
     * @throws RadinException {@code CorruptModel}, naming the record
     */
    public void verify() {
        archive.zip.verify();
    }

    @Override
    public String uri() {
        return archive.refusal.uri();
    }

    @Override
    public List<TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        archive.read(views.get(tensor.name()), offset, target);
    }

    @Override
    public void close() {
        archive.close();
    }
}
