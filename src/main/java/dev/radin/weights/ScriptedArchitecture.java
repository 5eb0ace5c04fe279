package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.store.ScratchFile;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.torch.ForwardArgument;
import dev.radin.tensor.torch.TorchScriptArchive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An architecture that is a TorchScript file: which weights it takes, and the network with them. */
public final class ScriptedArchitecture implements Architecture {

    /** Dtype, shape and place of a tensor in a safetensors header, amply. */
    private static final int HEADER_BYTES_A_TENSOR = 256;

    private final Workspace workspace;
    private final TorchScriptArchive archive;
    /** Every name to the first of those that are tied to it. */
    private final Map<String, String> tied = new LinkedHashMap<>();
    /** Read out of the code when they are first asked for. */
    private List<ForwardArgument> arguments;

    private ScriptedArchitecture(Workspace workspace, TorchScriptArchive archive) {
        this.workspace = workspace;
        this.archive = archive;
        archive.tensors().forEach(t -> tied.put(t.name(), t.name()));
        archive.ties().forEach(group -> group.forEach(name -> tied.put(name, group.get(0))));
    }

    public static ScriptedArchitecture open(Workspace workspace, Inspection.Input input) {
        return new ScriptedArchitecture(
                workspace,
                TorchScriptArchive.open(
                        workspace.store().open(Location.of(input.uri())),
                        workspace.settings().limits()));
    }

    @Override
    public List<String> nameLines() {
        return tied.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .sorted()
                .toList();
    }

    @Override
    public String uri() {
        return archive.uri();
    }

    /** What the network's forward takes, in order; empty when its code does not tell. */
    public List<ForwardArgument> arguments() {
        if (arguments == null) {
            arguments = archive.arguments();
        }
        return arguments;
    }

    @Override
    public TensorSource weights() {
        return new LazyWeights(
                uri(),
                () -> aliased(workspace.inputs().openCheckpoint(uri(), null).source()));
    }

    /** At most, of a file with weights of this network: those whose dtypes are wider than its own do not fit. */
    public long mostFileBytes() {
        return archive.tensors().stream()
                .mapToLong(tensor -> HEADER_BYTES_A_TENSOR
                        + (long) Character.BYTES * tensor.name().length()
                        + tensor.sizeBytes())
                .sum();
    }

    /** Of all parameters and buffers. */
    public Set<String> names() {
        return new LinkedHashSet<>(tied.keySet());
    }

    @Override
    public Checkpoint named(Checkpoint checkpoint) {
        return checkpoint.named(names(), optional());
    }

    @Override
    public Checkpoint part(Checkpoint checkpoint) {
        return checkpoint.part(names(), optional());
    }

    /** Of tied names any one is enough, and which one differs between formats. */
    private Set<String> optional() {
        Set<String> optional = new HashSet<>(archive.optional());
        archive.ties().forEach(optional::addAll);
        return optional;
    }

    @Override
    public void check(TensorSource weights) {
        archive.check(weights);
    }

    @Override
    public List<TensorInfo> narrower(DType dtype, List<TensorInfo> weights) {
        Set<String> floating = weights.stream()
                .filter(tensor -> tensor.dtype().isFloating())
                .map(TensorInfo::name)
                .collect(Collectors.toSet());
        return archive.tensors().stream()
                .filter(own -> floating.contains(own.name()) && !Widening.isExact(dtype, own.dtype()))
                .toList();
    }

    @Override
    public List<TensorInfo> untied(List<TensorInfo> tensors) {
        Map<String, TensorInfo> distinct = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors) {
            String name = tied.getOrDefault(tensor.name(), tensor.name());
            distinct.putIfAbsent(name, new TensorInfo(name, tensor.dtype(), tensor.shape()));
        }
        return List.copyOf(distinct.values());
    }

    @Override
    public List<TensorInfo> parameters(List<TensorInfo> tensors) {
        Map<String, TensorInfo> distinct =
                untied(tensors).stream().collect(Collectors.toMap(TensorInfo::name, Function.identity()));
        Set<String> buffers = archive.buffers();
        return tied.keySet().stream()
                .filter(name -> !buffers.contains(name))
                .map(tied::get)
                .distinct()
                .map(distinct::get)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<TensorInfo> completed(List<TensorInfo> tensors) {
        List<TensorInfo> all = new ArrayList<>(tensors);
        Set<String> optional = archive.optional();
        archive.tensors().stream().filter(own -> optional.contains(own.name())).forEach(all::add);
        return untied(all);
    }

    @Override
    public TensorSource completed(TensorSource weights, TensorSource own) {
        return new CompletedWeights(aliased(weights), own, archive.optional());
    }

    @Override
    public TensorSource aliased(TensorSource weights) {
        return new TiedTensors(weights, tied);
    }

    /** The buffers in which BatchNorm layers keep their statistics; empty where there are no such layers. */
    public Set<String> runningStatistics() {
        return archive.runningStatistics();
    }

    /** BatchNorm layers whose statistics cannot be measured anew, as their code is none that is known. */
    public List<String> opaqueBatchNorms() {
        return archive.opaqueBatchNorms();
    }

    /** A runnable network with these weights, on scratch; closing it removes it. */
    public ScratchFile withWeights(TensorSource weights) {
        return scratch(file -> archive.writeWith(weights, file::write));
    }

    /** The network with these weights but for BatchNorm's statistics, which it takes from what it is run on; likewise. */
    public ScratchFile measuring(TensorSource weights) {
        return scratch(file -> archive.writeMeasuring(weights, file::write));
    }

    private ScratchFile scratch(Consumer<ScratchFile> writer) {
        return ScratchFile.written(workspace.settings().scratch(), ".pt", writer);
    }

    @Override
    public void close() {
        archive.close();
    }
}
