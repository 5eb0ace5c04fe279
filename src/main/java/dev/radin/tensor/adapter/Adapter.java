package dev.radin.tensor.adapter;

import dev.radin.digest.Sha256;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import dev.radin.tensor.FileError;
import dev.radin.tensor.TensorDigest;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.FiniteCheck;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A LoRA adapter: the factors of its updates, and what it holds as whole weights (the modules of {@code modules_to_save},
 * biases).
 */
public final class Adapter implements AutoCloseable {

    private static final String FILE = "adapter_model";

    /** An update of such a rank is cheaper as a whole weight. */
    private static final int MOST_RANK = 1 << 16;

    /** Characters of names times characters of patterns: some seconds at worst, and a tenth of it in the largest models. */
    private static final long MOST_MATCHING = 2_000_000_000L;

    private static final Pattern FACTOR = Pattern.compile(
            "(?<prefix>base_model\\.model\\.)?(?<module>.+)\\.(?<kind>lora_A\\.weight|lora_B\\.weight|lora_B\\.bias"
                    + "|lora_embedding_A|lora_embedding_B)");

    private final Checkpoint checkpoint;
    private final AdapterConfig config;
    private final Map<String, Factors> modules;
    private final List<TensorInfo> whole;

    private Adapter(Checkpoint checkpoint, AdapterConfig config, Map<String, Factors> modules, List<TensorInfo> whole) {
        this.checkpoint = checkpoint;
        this.config = config;
        this.modules = modules;
        this.whole = List.copyOf(whole);
    }

    /** Whether an open checkpoint is an adapter of peft, by its files' names. */
    public static boolean is(Store store, Checkpoint checkpoint) {
        return config(store, checkpoint.files().get(0)).isPresent();
    }

    /** What lies beside the weights of an adapter and belongs to them. @param file of a checkpoint; of another there is none */
    public static Optional<Stat> config(Store store, Location file) {
        return file.name().startsWith(FILE) ? store.stat(file.sibling(AdapterConfig.FILE)) : Optional.empty();
    }

    /**
     * @param checkpoint which {@link #is} one; closed with this
     * @throws RadinException {@code CorruptModel} where files do not belong together, {@code IncompatibleModels} for another
     *     kind of adapter than LoRA
     */
    public static Adapter of(Store store, Checkpoint checkpoint) {
        AdapterConfig config =
                AdapterConfig.read(store, checkpoint.files().get(0).sibling(AdapterConfig.FILE));
        FileError refusal =
                new FileError(Reason.CorruptModel, checkpoint.source().uri());
        Map<String, Map<String, TensorInfo>> factors = new LinkedHashMap<>();
        Map<String, String> prefixes = new LinkedHashMap<>();
        List<TensorInfo> whole = new ArrayList<>();
        for (TensorInfo tensor : checkpoint.tensors()) {
            Matcher name = FACTOR.matcher(tensor.name());
            if (name.matches()) {
                String module = name.group("module");
                prefixes.put(module, Optional.ofNullable(name.group("prefix")).orElse(""));
                factors.computeIfAbsent(module, m -> new LinkedHashMap<>()).put(name.group("kind"), tensor);
            } else if (tensor.name().contains(".lora_") || tensor.name().startsWith("lora_")) {
                throw new RadinException(
                        Reason.IncompatibleModels,
                        checkpoint.source().uri() + ": holds " + Printable.of(tensor.name(), 200)
                                + ", which is no factor of plain LoRA; merge it into its base first");
            } else if (tensor.dtype().mustBeEqual()) {
                throw new RadinException(
                        Reason.IncompatibleModels,
                        checkpoint.source().uri() + ": " + Printable.of(tensor.name(), 200) + " is " + tensor.type()
                                + ", which is quantised and has no mean; save the adapter in F32, F16 or BF16");
            } else {
                whole.add(tensor);
            }
        }
        long characters = factors.keySet().stream().mapToLong(String::length).sum();
        if (factors.isEmpty() || config.patternCharacters() * characters > MOST_MATCHING) {
            throw refusal.because(
                    factors.isEmpty()
                            ? "it holds no factors of LoRA"
                            : "rank_pattern and alpha_pattern are too long for its " + factors.size() + " modules",
                    "Save the adapter again with save_pretrained of peft");
        }
        Map<String, Factors> modules = new TreeMap<>();
        factors.forEach((module, tensors) ->
                modules.put(module, factors(module, prefixes.get(module), tensors, config, refusal)));
        return new Adapter(checkpoint, config, modules, whole);
    }

    private static Factors factors(
            String module, String prefix, Map<String, TensorInfo> tensors, AdapterConfig config, FileError refusal) {
        boolean embedding = tensors.containsKey("lora_embedding_A");
        TensorInfo a = tensors.get(embedding ? "lora_embedding_A" : "lora_A.weight");
        TensorInfo b = tensors.get(embedding ? "lora_embedding_B" : "lora_B.weight");
        Optional<TensorInfo> bias = Optional.ofNullable(tensors.get("lora_B.bias"));
        String advice = "Copy it here again, or save it again with save_pretrained of peft";
        if (a == null || b == null || tensors.size() != 2 + (bias.isPresent() ? 1 : 0)) {
            throw refusal.because(
                    "of " + Printable.of(module, 200) + " it does not hold exactly lora_A and lora_B", advice);
        }
        for (TensorInfo tensor : tensors.values()) {
            if (!tensor.dtype().isFloating()) {
                throw refusal.because(
                        "its factor " + Printable.of(tensor.name(), 200) + " is " + tensor.type(), advice);
            }
        }
        if (!shaped(a, b, bias)) {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    refusal.uri() + ": its factors of " + Printable.of(module, 200) + " are " + b.type() + " and "
                            + a.type() + ", which are no product of two matrices (of a convolution in groups, say)");
        }
        int rank = Math.toIntExact(a.shape().get(0));
        return new Factors(module, prefix, a, b, bias, embedding, config.scaling(module, rank, refusal));
    }

    private static boolean shaped(TensorInfo a, TensorInfo b, Optional<TensorInfo> bias) {
        return a.shape().size() >= 2
                && b.shape().size() >= 2
                && a.elements() > 0
                && b.elements() > 0
                && a.shape().get(0) <= MOST_RANK
                && a.shape().get(0).equals(b.shape().get(1))
                && a.elements() / a.shape().get(0) <= Integer.MAX_VALUE
                && b.shape().get(0) <= Integer.MAX_VALUE
                && b.shape().stream().skip(2).allMatch(size -> size == 1)
                && bias.map(values -> values.shape().equals(b.shape().subList(0, 1)))
                        .orElse(true);
    }

    /** As messages print it. */
    public String uri() {
        return checkpoint.source().uri();
    }

    TensorSource source() {
        return checkpoint.source();
    }

    AdapterConfig config() {
        return config;
    }

    /** By name, sorted. */
    Map<String, Factors> modules() {
        return modules;
    }

    /** What it holds as whole weights. */
    List<TensorInfo> whole() {
        return whole;
    }

    /** What peft calls a whole weight, as the base has it. */
    static String nameInBase(TensorInfo whole) {
        return whole.name().replaceFirst("^base_model\\.model\\.", "").replace(".base_layer.", ".");
    }

    /** What its base is called; empty where its configuration does not say. */
    public String base() {
        return config.base();
    }

    /** The names of modules in the base that it changes. */
    public Collection<String> moduleNames() {
        return modules.keySet();
    }

    /** The smallest and the largest rank. */
    public int[] ranks() {
        return new int[] {
            modules.values().stream().mapToInt(Factors::rank).min().orElseThrow(),
            modules.values().stream().mapToInt(Factors::rank).max().orElseThrow()
        };
    }

    /** How many tensors it holds as whole weights. */
    public int wholeWeights() {
        return whole.size();
    }

    /**
     * Reads its factors once. Infinite whole weights, as those of a mask are, are no fault by themselves.
     *
     * @throws RadinException {@code NonFiniteWeights} when a product would not be finite
     */
    public void requireFiniteFactors() {
        List<TensorInfo> factors =
                modules.values().stream().flatMap(Factors::tensors).toList();
        FiniteCheck.scan(source(), factors).ifPresent(nonFinite -> {
            throw new RadinException(
                    Reason.NonFiniteWeights,
                    uri() + ": " + nonFinite.description()
                            + "; its training has probably diverged, so take one of its earlier checkpoints or leave it out");
        });
    }

    @Override
    public void close() {
        checkpoint.close();
    }

    /** Of what it does to its base: its tensors, and how its products are scaled. Reads all of it. 64 hex digits. */
    public String digest() {
        TensorDigest digest = new TensorDigest();
        TreeMap<String, String> lines = new TreeMap<>();
        for (TensorInfo tensor : checkpoint.tensors()) {
            lines.put(
                    tensor.name(),
                    tensor.name() + " " + tensor.dtype() + " " + tensor.shape() + " "
                            + digest.hex(checkpoint.source(), tensor));
        }
        modules.forEach((module, factors) -> lines.put(module + " scaling", module + " " + factors.scaling()));
        return Sha256.hex(lines.values());
    }
}
