package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.protocol.Inspection;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.torch.TorchScriptArchive;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The architecture of a selection: which weights it takes, and the network with them. */
final class Architecture implements AutoCloseable {

    private final StageContext context;
    private final TorchScriptArchive archive;
    /** Every name to the first of those that are tied to it. */
    private final Map<String, String> tied = new LinkedHashMap<>();

    private Architecture(StageContext context, TorchScriptArchive archive) {
        this.context = context;
        this.archive = archive;
        archive.tensors().forEach(t -> tied.put(t.name(), t.name()));
        archive.ties().forEach(group -> group.forEach(name -> tied.put(name, group.get(0))));
    }

    static Architecture open(StageContext context, Inspection.Input input) {
        return new Architecture(
                context,
                TorchScriptArchive.open(context.store.open(URI.create(input.uri())), context.settings.limits()));
    }

    /** Of all parameters and buffers. */
    Set<String> names() {
        return new LinkedHashSet<>(tied.keySet());
    }

    /** @throws RadinException {@code IncompatibleModels} when these weights do not fit, by names, shapes or dtypes */
    void check(TensorSource weights) {
        archive.check(weights);
    }

    /** A checkpoint's tensors with tied ones as one, under the first of their names. */
    List<TensorInfo> untied(List<TensorInfo> tensors) {
        Map<String, TensorInfo> distinct = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors) {
            String name = tied.getOrDefault(tensor.name(), tensor.name());
            distinct.putIfAbsent(name, new TensorInfo(name, tensor.dtype(), tensor.shape()));
        }
        return List.copyOf(distinct.values());
    }

    /** The same weights, readable under every name that is tied to one of theirs. */
    TensorSource aliased(TensorSource weights) {
        return new TiedTensors(weights, tied);
    }

    /** A runnable network with these weights, on scratch; closing it removes it. */
    Scratch withWeights(TensorSource weights) {
        Scratch file = Scratch.create(context.settings.scratch(), ".pt");
        try {
            archive.writeWith(weights, file::write);
            return file;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void close() {
        archive.close();
    }
}
