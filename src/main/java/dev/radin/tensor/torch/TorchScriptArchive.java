package dev.radin.tensor.torch;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.tensor.ByteSink;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An architecture: a TorchScript archive, whose weights are replaced. libtorch loads what is written here with the same
 * logits, bit for bit, as {@code load_state_dict} gives.
 */
public final class TorchScriptArchive implements AutoCloseable {

    /** torch's opcode for {@code False}. */
    private static final byte NEWFALSE = (byte) 0x89;

    private static final String ROOT = "archive/";
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String ADVICE = "Export the model with torch.jit.script(model).save(…)";

    private final TorchArchive archive;
    private final ScriptedModules modules;
    private final Limits limits;
    /** Looked for when they are first asked for. */
    private BatchNormLayers batchNorms;

    private TorchScriptArchive(TorchArchive archive, Limits limits) {
        this.archive = archive;
        this.limits = limits;
        if (!archive.isScript()) {
            throw archive.refusal.because(
                    archive.root instanceof Py.PyDict ? "is a state dict, not TorchScript" : "is not TorchScript",
                    ADVICE);
        }
        archive.zip.verify();
        this.modules = ScriptedModules.of(archive, limits);
    }

    /**
     * Reads the whole archive once, so that no damaged record reaches libtorch, which does not check. Takes over the blob:
     * it is closed with this, or at once on failure.
     *
     * @throws RadinException {@code InvalidInput} for what is damaged, frozen, or no TorchScript
     */
    public static TorchScriptArchive open(Blob blob, Limits limits) {
        FileError refusal = new FileError(Reason.InvalidInput, blob.uri());
        try {
            requireZip(blob, refusal);
        } catch (RuntimeException e) {
            blob.close();
            throw e;
        }
        TorchArchive archive = TorchArchive.open(blob, limits, refusal);
        try {
            return new TorchScriptArchive(archive, limits);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    /** People name a checkpoint, or what another framework exported. */
    private static void requireZip(Blob blob, FileError refusal) {
        ByteBuffer first = ByteBuffer.allocate((int) Math.min(ZIP.length, blob.sizeBytes()));
        blob.read(0, first);
        if (!Arrays.equals(first.array(), ZIP)) {
            throw refusal.because("is no TorchScript file, which is a zip archive", ADVICE);
        }
    }

    public String uri() {
        return archive.refusal.uri();
    }

    /** Parameters and buffers by dotted name, in the order of {@code state_dict()}; tied ones under each name. */
    public List<TensorInfo> tensors() {
        return modules.tensors().entrySet().stream()
                .map(e -> e.getValue().info(e.getKey()))
                .toList();
    }

    /** Names of the tensors that no optimiser trains, as BatchNorm's statistics. */
    public Set<String> buffers() {
        return Set.copyOf(modules.buffers());
    }

    /** Groups of names, of two or more each, that are one and the same tensor. */
    public List<List<String>> ties() {
        Map<TensorView, List<String>> names = new LinkedHashMap<>();
        modules.tensors().forEach((name, view) -> names.computeIfAbsent(view, v -> new ArrayList<>())
                .add(name));
        return names.values().stream().filter(group -> group.size() > 1).toList();
    }

    /** Buffers that weights may lack, as those do that a model declares as not persistent: they stay as they are here. */
    public Set<String> optional() {
        return modules.tensors().keySet().stream()
                .filter(name -> WeightFit.mayLack(modules, name))
                .collect(Collectors.toSet());
    }

    /**
     * What decides the logits that this architecture gives with other weights, as 64 hex digits: the same for the same model
     * exported again. Of its own values those count that weights may lack ({@link #optional}).
     */
    public String identity() {
        return new NetworkIdentity(archive, modules)
                .hex(evalMode(), archive.zip.content("constants.pkl", limits.pickleBytes()));
    }

    /** What its forward takes, in order; empty when its code does not tell. */
    public List<ForwardArgument> arguments() {
        Py.PyGlobal type = ((Py.PyObject) archive.root).type;
        String file = "code/" + type.module().replace('.', '/') + ".py";
        return archive.zip.has(file) ? ForwardArgument.of(archive.zip.text(file), type.name()) : List.of();
    }

    /** True when a part of the module was saved in training mode. What {@link #writeWith} writes never is. */
    public boolean isTraining() {
        return modules.trainingModes().stream().anyMatch(at -> archive.pickle[at] != NEWFALSE);
    }

    /**
     * Whether weights fit: the same names (of tied ones, any), the same shapes, dtypes that need no narrowing.
     *
     * @return the buffers that the weights lack and that stay the architecture's own: those that a model declares as not
     *     persistent are in no state dict. BatchNorm's statistics must be there
     * @throws RadinException {@code IncompatibleModels}
     */
    public List<String> check(TensorSource weights) {
        return WeightFit.of(uri(), modules, weights).kept();
    }

    /**
     * Writes a TorchScript archive in eval mode with these weights in place of its own, every tensor in its dtype and
     * layout here. The same weights give the same bytes; memory is bounded whatever the model's size.
     *
     * @throws RadinException {@code IncompatibleModels} when the weights do not fit, or tied names have different values
     */
    public void writeWith(TensorSource weights, ByteSink sink) {
        write(weights, Map.of(), sink);
    }

    /** The buffers in which BatchNorm layers keep what they measured in training; empty where there are none. */
    public Set<String> runningStatistics() {
        return batchNorms().statistics();
    }

    /** BatchNorm layers that {@link #writeMeasuring} cannot make measure: no module of PyTorch's, and written otherwise. */
    public List<String> opaqueBatchNorms() {
        return batchNorms().opaque();
    }

    /**
     * As {@link #writeWith}, but for BatchNorm layers: each begins with no statistics and, whenever the network runs, takes
     * the batch's into the mean of all batches so far, as {@code torch.optim.swa_utils.update_bn} has it.
     *
     * @throws RadinException {@code IncompatibleModels} as there
     */
    public void writeMeasuring(TensorSource weights, ByteSink sink) {
        BatchNormLayers layers = batchNorms();
        write(new ZeroedTensors(weights, layers.of(tensors())), layers.measuring(), sink);
    }

    private BatchNormLayers batchNorms() {
        if (batchNorms == null) {
            batchNorms = BatchNormLayers.of(archive.zip, modules);
        }
        return batchNorms;
    }

    /** @param code of files that have other code than here, by their names */
    private void write(TensorSource weights, Map<String, String> code, ByteSink sink) {
        WeightFit fit = WeightFit.of(uri(), modules, weights);
        Map<ZipRecord, List<StorageContent.Placed>> replaced = modules.tensors().entrySet().stream()
                .filter(e -> fit.given().containsKey(e.getKey()))
                .collect(Collectors.groupingBy(
                        e -> archive.record(e.getValue()),
                        Collectors.mapping(
                                e -> new StorageContent.Placed(
                                        e.getValue(), fit.given().get(e.getKey())),
                                Collectors.toList())));
        ZipWriter writer = new ZipWriter(sink);
        for (ZipRecord record : archive.zip.records()) {
            String path = ROOT + record.name();
            if (replaced.containsKey(record)) {
                StorageContent content = new StorageContent(archive, record, weights, replaced.get(record));
                writer.store(path, record.sizeBytes(), content::writeTo);
            } else if (record.name().equals("data.pkl")) {
                byte[] pickle = evalMode();
                writer.store(path, pickle.length, out -> out.write(ByteBuffer.wrap(pickle)));
            } else if (code.containsKey(record.name())) {
                byte[] text = code.get(record.name()).getBytes(StandardCharsets.UTF_8);
                writer.store(path, text.length, out -> out.write(ByteBuffer.wrap(text)));
            } else if (!isLeftOut(record.name())) {
                writer.copy(path, record, out -> archive.zip.raw(record, out::write));
            }
        }
        writer.finish();
    }

    /** What carries paths of the machine that exported it, and what identifies content that is no longer there. */
    private static boolean isLeftOut(String name) {
        return name.endsWith(".debug_pkl") || name.equals(".data/serialization_id");
    }

    private byte[] evalMode() {
        byte[] pickle = archive.pickle.clone();
        modules.trainingModes().forEach(at -> pickle[at] = NEWFALSE);
        return pickle;
    }

    @Override
    public void close() {
        archive.close();
    }
}
