package dev.radin.tensor.adapter;

import dev.radin.fault.Listing;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.RoundedTensors;
import dev.radin.tensor.average.WidenedTensors;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.safetensors.CheckpointLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A base with a soup of adapters in its weights: {@code W + Σ pᵢ sᵢ BᵢAᵢ}, and the means of whole weights in place of its own. Each
 * element is summed in F64 as it is read and rounded once, to the base's dtype.
 */
public final class MergedBase {

    /** How many modules names may have before those of the base's file: {@code transformer.} of GPT-2, say. */
    private static final int MOST_PREFIXES = 3;

    private final Checkpoint base;
    private final AdapterSoup soup;
    private final long bufferBytes;
    private final Map<String, StackedFactors> modules;
    private final Map<String, TensorInfo> own = new HashMap<>();
    private final int dropped;
    private final UpdatedWeight.Kept kept = new UpdatedWeight.Kept();
    private final ComputedTensors source;
    private final List<TensorInfo> tensors = new ArrayList<>();
    private final List<String> added = new ArrayList<>();

    private MergedBase(Checkpoint base, AdapterSoup soup, long bufferBytes) {
        this.base = base;
        this.soup = soup;
        this.bufferBytes = bufferBytes;
        this.modules = soup.modules();
        base.tensors().forEach(tensor -> own.put(tensor.name(), tensor));
        this.dropped = dropped();
        this.source = new ComputedTensors(uri(), this::close);
        add();
    }

    /**
     * @param base stays open: whoever opened it closes it, after this
     * @param bufferBytes the most memory for what is kept of factors
     * @throws RadinException {@code IncompatibleModels} when it is not the adapters' base, or quantised; {@code InvalidSpec} when
     *     memory is too little
     */
    public static MergedBase of(Checkpoint base, AdapterSoup soup, long bufferBytes) {
        return new MergedBase(base, soup, bufferBytes);
    }

    /** Its tensors, those that change in F64. Closing it closes the adapters. */
    public TensorSource source() {
        return source;
    }

    /**
     * As if it were a checkpoint that somebody had merged and saved: its files and what lies beside them are the base's. Closing
     * it closes the adapters.
     *
     * @param dtype of floating tensors; that of the base's where there is none
     */
    public Checkpoint checkpoint(Optional<DType> dtype) {
        List<String> notes = new ArrayList<>(base.notes());
        notes.addAll(notes());
        return new Checkpoint(
                new RoundedTensors(source, WidenedTensors.as(dtype, tensors)),
                base.files(),
                Optional.empty(),
                "LoRA adapter, merged into its base",
                layout(),
                notes);
    }

    private String uri() {
        return soup.members().size() == 1
                ? soup.first().uri() + ", merged into " + base.source().uri()
                : "adapters, merged into " + base.source().uri();
    }

    private void close() {
        soup.members().forEach(member -> member.adapter().close());
    }

    /** In the base's order and dtypes; whole weights that the base has not at the end. */
    public List<TensorInfo> tensors() {
        return List.copyOf(tensors);
    }

    /** The base's files; what it has not is in the last. */
    public CheckpointLayout layout() {
        CheckpointLayout layout = base.layout();
        if (added.isEmpty()) {
            return layout;
        }
        List<CheckpointLayout.Shard> shards = new ArrayList<>(layout.shards());
        CheckpointLayout.Shard last = shards.remove(shards.size() - 1);
        shards.add(new CheckpointLayout.Shard(last.fileName(), with(last.tensorNames()), last.metadata()));
        return new CheckpointLayout(
                layout.index().map(index -> new CheckpointLayout.Index(index.fileName(), with(index.tensorNames()))),
                shards);
    }

    /** What to say of it, for people. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(soup.notes());
        if (!added.isEmpty()) {
            notes.add("the base has no " + Listing.of(added, 4) + "; added from the adapters' whole weights");
        }
        return notes;
    }

    private List<String> with(List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.addAll(added);
        return all;
    }

    /** How many modules the adapters' names begin with that the base's names do not have. */
    private int dropped() {
        for (int drop = 0; drop < MOST_PREFIXES; drop++) {
            int now = drop;
            if (modules.keySet().stream().allMatch(module -> own.containsKey(without(now, module) + ".weight"))) {
                return drop;
            }
        }
        String missing = modules.keySet().stream()
                .filter(module -> !own.containsKey(module + ".weight"))
                .findFirst()
                .orElseThrow();
        throw new RadinException(
                Reason.IncompatibleModels,
                base.source().uri() + ": has no tensor " + Printable.of(missing, 200)
                        + ".weight, which the adapters change; name their base, "
                        + Printable.of(soup.first().base(), 300) + ", as a checkpoint with its own names");
    }

    private static String without(int modules, String name) {
        String shorter = name;
        for (int k = 0; k < modules; k++) {
            shorter = shorter.substring(shorter.indexOf('.') + 1);
        }
        return shorter;
    }

    private void add() {
        Map<String, StackedFactors> updates = new HashMap<>();
        Map<String, StackedFactors> biases = new HashMap<>();
        modules.forEach((module, factors) -> {
            String name = without(dropped, module);
            updates.put(name + ".weight", factors);
            factors.first().bias().ifPresent(bias -> biases.put(name + ".bias", factors));
        });
        Map<String, String> whole = whole();
        for (TensorInfo tensor : base.tensors()) {
            String name = tensor.name();
            addOwn(tensor, updates.get(name), biases.remove(name), whole.remove(name));
        }
        if (!biases.isEmpty()) {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    base.source().uri() + ": has no "
                            + biases.keySet().iterator().next() + ", which the adapters' lora_bias is to be added to");
        }
        // Whatever the order is in which adapters hold them.
        new TreeMap<>(whole).forEach(this::addWhole);
    }

    /**
     * A tensor of the base.
     *
     * @param update of it, like the others null where adapters have none
     * @param bias whose {@code lora_bias} is added to it
     * @param replaced what adapters call the whole weight that they have in its place
     */
    private void addOwn(TensorInfo tensor, StackedFactors update, StackedFactors bias, String replaced) {
        if (update == null && bias == null && replaced == null) {
            source.copy(tensor.name(), base.source(), tensor);
            tensors.add(tensor);
            return;
        }
        if (replaced != null && !tensor.dtype().isFloating()) {
            copyWhole(tensor.name(), replaced(tensor, replaced).get(0).tensor());
            return;
        }
        ComputedTensors.Elements elements =
                replaced == null ? original(tensor) : WholeWeights.sum(replaced(tensor, replaced));
        if (update != null) {
            elements = updated(tensor, update, elements);
        }
        if (bias != null) {
            elements = sum(elements, WholeWeights.sum(WholeWeights.biases(bias)));
        }
        source.compute(tensor.name(), tensor.shape(), elements);
        tensors.add(tensor);
    }

    /**
     * A whole weight that the base has not.
     *
     * @param adapters what they call it
     */
    private void addWhole(String name, String adapters) {
        List<WholeWeights.Term> terms = WholeWeights.terms(soup, adapters);
        TensorInfo tensor = terms.get(0).tensor();
        added.add(name);
        if (!tensor.dtype().isFloating()) {
            copyWhole(name, tensor);
            return;
        }
        source.compute(name, tensor.shape(), WholeWeights.sum(terms));
        DType dtype = WholeWeights.widest(
                terms.stream().map(WholeWeights.Term::tensor).toList());
        tensors.add(new TensorInfo(name, dtype, tensor.shape()));
    }

    /** What has no mean is as the first adapter has it. */
    private void copyWhole(String name, TensorInfo tensor) {
        source.copy(name, soup.first().source(), tensor);
        tensors.add(new TensorInfo(name, tensor.dtype(), tensor.shape()));
    }

    /** Whole weights by the base's names: the adapters' names of them. */
    private Map<String, String> whole() {
        Map<String, String> whole = new LinkedHashMap<>();
        for (TensorInfo tensor : soup.first().whole()) {
            String name = Adapter.nameInBase(tensor);
            whole.put(own.containsKey(without(dropped, name)) ? without(dropped, name) : name, tensor.name());
        }
        return whole;
    }

    private ComputedTensors.Elements original(TensorInfo tensor) {
        if (!tensor.dtype().isFloating()) {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    base.source().uri() + ": " + Printable.of(tensor.name(), 200) + " is " + tensor.type()
                            + ", so the base is quantised; name the base in F32, F16 or BF16 instead");
        }
        return (first, count, target) -> Doubles.read(base.source(), tensor, first, count, target, 0);
    }

    private List<WholeWeights.Term> replaced(TensorInfo tensor, String name) {
        List<WholeWeights.Term> terms = WholeWeights.terms(soup, name);
        TensorInfo given = terms.get(0).tensor();
        boolean averaged = given.dtype().isFloating() && tensor.dtype().isFloating();
        if (!given.shape().equals(tensor.shape()) || !averaged && given.dtype() != tensor.dtype()) {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    base.source().uri() + ": " + Printable.of(tensor.name(), 200) + " is " + tensor.type()
                            + ", and the adapters hold " + given.type() + " in place of it");
        }
        return terms;
    }

    private static ComputedTensors.Elements sum(ComputedTensors.Elements one, ComputedTensors.Elements other) {
        return (first, count, target) -> {
            double[] more = new double[count];
            one.read(first, count, target);
            other.read(first, count, more);
            for (int k = 0; k < count; k++) {
                target[k] += more[k];
            }
        };
    }

    private UpdatedWeight updated(TensorInfo tensor, StackedFactors factors, ComputedTensors.Elements original) {
        UpdatedWeight updated = new UpdatedWeight(tensor.name(), factors, transposed(tensor, factors), original, kept);
        if (updated.bytes() > bufferBytes) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "merging the update of " + Printable.of(tensor.name(), 200) + " of rank " + factors.rank()
                            + " takes "
                            + (updated.bytes() >> 20) + " MiB, more than the " + (bufferBytes >> 20)
                            + " MiB that it may; give more by --memory");
        }
        return updated;
    }

    private boolean transposed(TensorInfo tensor, StackedFactors factors) {
        long rows = tensor.shape().isEmpty() ? 0 : tensor.shape().get(0);
        boolean matrix = tensor.shape().size() >= 2 && tensor.elements() == (long) factors.rows() * factors.columns();
        boolean fitsAsIs = matrix && rows == factors.rows();
        boolean fitsTransposed = matrix && tensor.shape().size() == 2 && rows == factors.columns();
        if (!fitsAsIs && !fitsTransposed) {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    base.source().uri() + ": " + Printable.of(tensor.name(), 200) + " is " + tensor.type()
                            + ", and the adapters' update of it is [" + factors.rows() + ", " + factors.columns()
                            + "]; name the base that they were trained on");
        }
        boolean asked = factors.first().embedding()
                || soup.first().config().fields().path("fan_in_fan_out").asBoolean();
        return asked ? fitsTransposed : !fitsAsIs;
    }
}
