package dev.radin.cli;

import dev.radin.fault.Counted;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Inspection;
import dev.radin.report.ApartTensorsNote;
import dev.radin.soup.statistics.Distances;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.ApartTensors;
import dev.radin.tensor.average.ConstantGroups;
import dev.radin.tensor.average.FiniteCheck;
import dev.radin.tensor.average.SampleSize;
import dev.radin.tensor.average.WeightSample;
import dev.radin.tensor.average.WidenedTensors;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Compatibility;
import dev.radin.weights.Architecture;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what checkpoints hold, whether they can be averaged with each other, and how far apart they are.",
            "",
            "Nothing of a checkpoint is executed. It ends with exit code 3 when one cannot be read, or cannot be averaged"
                    + " with the others.",
            "",
            "  radin inspect sweep/*",
            "  radin inspect --finite s3://bucket/sweep/a.safetensors hf://owner/name",
            "",
            "Options:"
        })
final class InspectCommand implements Callable<Integer> {

    @Option(names = "--tensors", description = "List every tensor of the first checkpoint.")
    private boolean tensors;

    @Option(names = "--finite", description = "Read all weights and look for NaN and infinity.")
    private boolean finite;

    @Mixin
    private KeyOption key;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private ScratchOption scratch;

    @Parameters(
            arity = "1..*",
            paramLabel = "CHECKPOINT",
            description = "A file, a folder of shards or of a LoRA adapter, or the URI of one.")
    private List<String> places;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Limits bounds = limits.limits();
        PrintWriter out = spec.commandLine().getOut();
        Stores store = Stores.local(bounds.bufferBytes(), scratch.folder());
        try (OpenCheckpoints opened = OpenCheckpoints.open(
                store, bounds, places.stream().map(Arguments::uri).toList(), key.key())) {
            OpenAdapters adapters = OpenAdapters.among(opened.checkpoints(), store);
            AdapterInspection adapterInspection = new AdapterInspection(out, bounds);
            opened.checkpoints().forEach((name, checkpoint) -> {
                describe(out, name, checkpoint);
                Optional.ofNullable(adapters.adapters().get(name)).ifPresent(adapterInspection::describe);
                if (!adapters.contains(name)) {
                    checkpoint.factors().ifPresent(factors -> out.println("  " + factors));
                }
                if (finite) {
                    findNonFinite(out, checkpoint);
                }
            });
            if (tensors) {
                opened.checkpoints().values().stream().findFirst().ifPresent(first -> list(out, first));
            }
            int exitCode = 0;
            if (opened.checkpoints().size() > 1) {
                boolean alike =
                        adapters.adapters().size() == opened.checkpoints().size();
                exitCode = alike
                        ? adapterInspection.compare(adapters.adapters())
                        : compare(out, opened.checkpoints(), bounds);
            }
            out.flush();
            return Math.max(exitCode, report(opened.faults(), adapters.faults()));
        }
    }

    private int report(Map<String, RadinException> unreadable, Map<String, RadinException> noAdapters) {
        Map<String, RadinException> faults = new LinkedHashMap<>(unreadable);
        faults.putAll(noAdapters);
        int exitCode = 0;
        for (RadinException fault : faults.values()) {
            exitCode = Math.max(exitCode, Failures.report(spec.commandLine(), fault.reason(), fault.getMessage()));
        }
        return exitCode;
    }

    private static void list(PrintWriter out, Checkpoint checkpoint) {
        checkpoint.tensors().forEach(t -> out.println("  " + Printable.of(t.name()) + "  " + t.type()));
    }

    private static void describe(PrintWriter out, String name, Checkpoint checkpoint) {
        Map<String, Integer> dtypes = new TreeMap<>();
        checkpoint.tensors().forEach(t -> dtypes.merge(t.dtype().name(), 1, Integer::sum));
        long elements =
                checkpoint.tensors().stream().mapToLong(TensorInfo::elements).sum();
        long bytes =
                checkpoint.tensors().stream().mapToLong(TensorInfo::sizeBytes).sum();
        out.println(name);
        out.printf(
                Locale.ROOT,
                "  %s, %s (%s), %s, %s%n",
                checkpoint.format(),
                Counted.of(checkpoint.tensors().size(), "tensor"),
                dtypes.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", ")),
                Counted.grouped(elements, "element"),
                Counted.grouped(bytes, "byte"));
        checkpoint.notes().forEach(note -> out.println("  " + note));
    }

    private static void findNonFinite(PrintWriter out, Checkpoint checkpoint) {
        out.println("  "
                + FiniteCheck.scan(checkpoint.source())
                        .map(FiniteCheck.NonFinite::description)
                        .orElse("all weights are finite"));
    }

    private int compare(PrintWriter out, Map<String, Checkpoint> checkpoints, Limits bounds) {
        Map<String, List<TensorInfo>> tensors = new LinkedHashMap<>();
        checkpoints.forEach((name, checkpoint) -> tensors.put(name, checkpoint.tensors()));
        Compatibility compatibility = Compatibility.ofEachOther(tensors);
        Map<String, Checkpoint> fitting = new LinkedHashMap<>(checkpoints);
        fitting.keySet().removeAll(compatibility.misfits().keySet());
        Map<String, String> misfits = new LinkedHashMap<>(compatibility.misfits());
        misfits.putAll(differingConstants(fitting));
        fitting.keySet().removeAll(misfits.keySet());
        out.println();
        boolean factors = checkpoints.values().stream()
                .anyMatch(checkpoint -> checkpoint.factors().isPresent());
        if (factors) {
            out.println("These cannot be averaged, as they hold factors of weights.");
        } else if (misfits.isEmpty()) {
            out.println((checkpoints.size() == 2 ? "Both" : "All " + checkpoints.size())
                    + " can be averaged: they share names, shapes and "
                    + (mixed(checkpoints.values())
                            ? "all but floating dtypes, of which the widest is taken."
                            : "dtypes."));
        } else {
            out.println("These cannot be averaged with the others:");
            misfits.forEach((name, message) -> out.println("  " + name + ": " + message));
        }
        Optional<Inspection.Apart> apart = distances(out, fitting, compatibility.reference(), bounds);
        if (!factors) {
            apart.map(ApartTensorsNote::warning).ifPresent(warning -> {
                out.println();
                out.println(warning);
            });
        }
        return misfits.isEmpty() && !factors ? 0 : Reason.IncompatibleModels.exitCode();
    }

    private static Map<String, String> differingConstants(Map<String, Checkpoint> checkpoints) {
        ConstantGroups groups = ConstantGroups.of(checkpoints, Checkpoint::tensors, Checkpoint::source);
        Map<String, String> misfits = new LinkedHashMap<>();
        groups.unreadable().forEach((name, fault) -> misfits.put(name, fault.getMessage()));
        misfits.putAll(groups.misfits(Optional.empty()));
        return misfits;
    }

    private static boolean mixed(Collection<Checkpoint> checkpoints) {
        List<TensorSource> sources =
                checkpoints.stream().map(Checkpoint::source).toList();
        List<TensorInfo> tensors = checkpoints.iterator().next().tensors();
        return sources.stream().anyMatch(source -> WidenedTensors.of(source, tensors) != source);
    }

    /** @return the tensors that are apart */
    private Optional<Inspection.Apart> distances(
            PrintWriter out, Map<String, Checkpoint> checkpoints, List<TensorInfo> tensors, Limits bounds) {
        if (checkpoints.size() < 2) {
            return Optional.empty();
        }
        SampleSize size = SampleSize.of(checkpoints.size(), bounds.bufferBytes());
        List<TensorInfo> parameters = parameters(tensors);
        List<String> names = List.copyOf(checkpoints.keySet());
        List<WeightSample> samples = checkpoints.values().stream()
                .map(checkpoint -> WeightSample.withSmall(checkpoint.source(), parameters, size))
                .toList();
        double[][] distances = WeightSample.distances(samples);
        double[] medians = Distances.medians(distances);
        out.println();
        out.println("Distance of the weights to the others' (L2, median):");
        for (int i = 0; i < medians.length; i++) {
            out.printf(Locale.ROOT, "%12.4f  %s%n", medians[i], names.get(i));
        }
        if (!finite && Arrays.stream(medians).anyMatch(Double::isNaN)) {
            out.println("NaN is of those with weights that are not finite; --finite says which.");
        }
        return ApartTensors.between(samples, distances).map(ApartTensorsNote::told);
    }

    /** BatchNorm's statistics would be most of a distance and say nothing. */
    private static List<TensorInfo> parameters(List<TensorInfo> tensors) {
        try (Architecture any = Architecture.unknown()) {
            return any.parameters(tensors);
        }
    }
}
