package dev.radin.tensor.adapter;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A soup of adapters as an adapter again: the factors of all beside each other, which is exact and has the sum of their ranks; or
 * cut to a rank. Whole weights are averaged. Tensors are computed as they are read, and nothing is larger than a module's factors.
 */
public final class AveragedAdapter {

    /** Names of an adapter's files. */
    public static final String CONFIG = AdapterConfig.FILE;

    public static final String WEIGHTS = "adapter_model.safetensors";

    private final AdapterSoup soup;
    private final Map<String, StackedFactors> modules;
    private final Map<String, Integer> ranks = new TreeMap<>();
    private final ComputedTensors source;
    private final List<TensorInfo> tensors = new ArrayList<>();
    private final Recent<String, RankCut> cuts = new Recent<>(2);
    /** The squared Frobenius norms of what is left out and of all, by module. */
    private final Map<String, double[]> norms = new ConcurrentSkipListMap<>();

    private AveragedAdapter(AdapterSoup soup, int mostRank) {
        this.soup = soup;
        this.modules = soup.modules();
        this.source = new ComputedTensors("the average of the adapters", () -> {});
        for (TensorInfo tensor : soup.first().whole()) {
            addWhole(tensor);
        }
        modules.forEach((module, factors) -> {
            ranks.put(module, Math.min(mostRank, factors.rank()));
            addFactors(module, factors);
        });
    }

    /** The sum itself. */
    public static AveragedAdapter exact(AdapterSoup soup) {
        return new AveragedAdapter(soup, Integer.MAX_VALUE);
    }

    /**
     * The nearest adapter in which no module has more than a rank.
     *
     * @param rank at least one
     * @param bufferBytes the most memory that a module may take
     * @throws RadinException {@code InvalidSpec} when that is too little
     */
    public static AveragedAdapter cut(AdapterSoup soup, int rank, long bufferBytes) {
        AveragedAdapter averaged = new AveragedAdapter(soup, rank);
        averaged.modules.forEach((module, factors) -> {
            long bytes = RankCut.bytes(factors, rank);
            if (bytes > bufferBytes) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        "cutting the update of " + module + ", [" + factors.rows() + ", " + factors.columns()
                                + "] of rank "
                                + factors.rank() + ", takes " + (bytes >> 20) + " MiB, more than the "
                                + (bufferBytes >> 20) + " MiB that it may; give more by --memory, or keep all ranks");
            }
        });
        return averaged;
    }

    private void addWhole(TensorInfo tensor) {
        List<WholeWeights.Term> terms = WholeWeights.terms(soup, tensor.name());
        if (!tensor.dtype().isFloating()) {
            source.copy(tensor.name(), soup.first().source(), tensor);
            tensors.add(tensor);
            return;
        }
        add(
                tensor.name(),
                tensor.shape(),
                terms.stream().map(WholeWeights.Term::tensor).toList(),
                WholeWeights.sum(terms));
    }

    private void addFactors(String module, StackedFactors factors) {
        Factors first = factors.first();
        int rank = ranks.get(module);
        boolean cut = rank < factors.rank();
        List<Long> a = new ArrayList<>(first.a().shape());
        a.set(0, (long) rank);
        List<Long> b = new ArrayList<>(first.b().shape());
        b.set(1, (long) rank);
        add(
                first.a().name(),
                a,
                factors.parts().stream().map(part -> part.factors().a()).toList(),
                cut
                        ? (from, count, target) ->
                                System.arraycopy(cut(module).a(), Math.toIntExact(from), target, 0, count)
                        : factors::readRight);
        add(
                first.b().name(),
                b,
                factors.parts().stream().map(part -> part.factors().b()).toList(),
                cut
                        ? (from, count, target) ->
                                System.arraycopy(cut(module).b(), Math.toIntExact(from), target, 0, count)
                        : factors::readLeft);
        first.bias().ifPresent(bias -> {
            List<WholeWeights.Term> terms = WholeWeights.biases(factors);
            add(
                    bias.name(),
                    bias.shape(),
                    terms.stream().map(WholeWeights.Term::tensor).toList(),
                    WholeWeights.sum(terms));
        });
    }

    private void add(String name, List<Long> shape, List<TensorInfo> from, ComputedTensors.Elements elements) {
        source.compute(name, shape, elements);
        DType dtype = WholeWeights.widest(from);
        tensors.add(new TensorInfo(name, dtype, shape));
    }

    private RankCut cut(String module) {
        return cuts.get(module, () -> {
            RankCut cut = RankCut.of(modules.get(module), ranks.get(module));
            norms.put(module, new double[] {cut.cut(), cut.total()});
            return cut;
        });
    }

    /** Its tensors in F64, computed as they are read. */
    public TensorSource source() {
        return source;
    }

    /** Each in the smallest dtype that holds what it is made from. */
    public List<TensorInfo> tensors() {
        return List.copyOf(tensors);
    }

    /** The {@code adapter_config.json} that peft loads them with. */
    public byte[] config() {
        return SoupConfig.write(soup, ranks);
    }

    /** What to say of it, for people. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(soup.notes());
        List<String> differing = SoupConfig.differing(soup);
        if (!differing.isEmpty()) {
            notes.add("the adapters' configurations differ in " + String.join(", ", differing)
                    + ", which are taken from " + soup.first().uri());
        }
        return notes;
    }

    /** The ranks of its modules, ascending. */
    public List<Integer> ranks() {
        return ranks.values().stream().distinct().sorted().toList();
    }

    /**
     * ‖exact − cut‖ / ‖exact‖ over the updates of all modules, Frobenius norms; zero where nothing is cut. Takes the work of a
     * module's cut for each that was not read yet.
     */
    public double relativeError() {
        boolean exact =
                modules.entrySet().stream().allMatch(entry -> entry.getValue().rank() == ranks.get(entry.getKey()));
        if (exact) {
            return 0;
        }
        modules.keySet().stream().filter(module -> !norms.containsKey(module)).forEach(this::cut);
        double cut = norms.values().stream().mapToDouble(norm -> norm[0]).sum();
        double total = norms.values().stream().mapToDouble(norm -> norm[1]).sum();
        return total == 0 ? 0 : Math.sqrt(cut / total);
    }
}
