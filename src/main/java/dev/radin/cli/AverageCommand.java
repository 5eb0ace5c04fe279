package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Selection.FloatDType;
import dev.radin.soup.Mixture;
import dev.radin.store.Stores;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.Accumulation;
import dev.radin.tensor.average.ConstantGroups;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.average.WidenedTensors;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.CheckpointNames;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.tensor.checkpoint.Compatibility;
import dev.radin.tensor.safetensors.CheckpointWriter;
import java.io.File;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "average",
        mixinStandardHelpOptions = true,
        description = {
            "Averages the weights of checkpoints into one safetensors checkpoint.",
            "",
            "Floating tensors are averaged and rounded once to their own dtype, or to the smallest that holds those of all;"
                    + " others are copied from the first. Nothing is run and no soup is chosen: that is what 'radin run' is"
                    + " for.",
            "",
            "  radin average --to soup.safetensors a.safetensors b.safetensors",
            "  radin average --to soup.safetensors a.pt=0.7 b.pt=0.3",
            "",
            "Folders of LoRA adapters give the adapter whose update is the mean of theirs.",
            "",
            "  radin average --to soup/ run-1/ run-2/ --rank 16",
            "",
            "Options:"
        })
final class AverageCommand implements Callable<Integer> {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "Where to write. A folder (with a slash at its end) keeps the shards of the first checkpoint."
                    + " What exists is not overwritten.")
    private String to;

    @Option(
            names = "--accumulate",
            defaultValue = "F64",
            paramLabel = "DTYPE",
            description = "Sum in F32 or F64 (default: ${DEFAULT-VALUE}).")
    private Accumulation accumulation;

    @Option(
            names = "--dtype",
            paramLabel = "DTYPE",
            description =
                    "Round floating tensors to this one (${COMPLETION-CANDIDATES}) instead of the checkpoints' own.")
    private FloatDType dtype;

    @Mixin
    private AdapterOptions adapterOptions;

    @Mixin
    private KeyOption key;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private ScratchOption scratch;

    @Mixin
    private ThreadsOption threads;

    @Parameters(
            arity = "1..*",
            paramLabel = "CHECKPOINT[=WEIGHT]",
            description = "A file or a folder of shards. Weights are scaled to a sum of one.")
    private List<String> ingredients;

    @Spec
    private CommandSpec spec;

    /** Null until it begins. */
    private volatile CheckpointWriter writer;

    @Override
    public Integer call() {
        return ShutdownGuard.guard(this::left, interruption -> average());
    }

    /** What an interruption leaves, for people. */
    private String left() {
        CheckpointWriter begun = writer;
        List<String> files = begun == null ? List.of() : begun.published();
        return files.isEmpty()
                ? ShutdownGuard.NOTHING_WRITTEN
                : "the average is not whole; remove " + String.join(", ", files) + " in " + Arguments.output(to);
    }

    private int average() {
        WeightAverager.Settings settings =
                new WeightAverager.Settings(limits.limits().bufferBytes() / 4, accumulation, threads.count());
        List<Ingredient> parsed = ingredients.stream().map(Ingredient::parse).toList();
        if (parsed.stream().allMatch(ingredient -> ingredient.weight() == 0)) {
            throw new RadinException(
                    Reason.InvalidSpec, "all weights are 0; give at least one checkpoint more than that");
        }
        Location target = target();
        Stores store = Stores.local(limits.limits().bufferBytes(), scratch.folder());
        OpenCheckpoints opened = OpenCheckpoints.open(
                store, limits.limits(), parsed.stream().map(Ingredient::uri).toList(), key.key());
        try (opened) {
            opened.failOnUnreadable();
            Mixture mixture = Mixture.of(
                    IntStream.range(0, parsed.size()).toArray(),
                    parsed.stream().mapToDouble(Ingredient::weight).toArray());
            AverageOutput output = new AverageOutput(
                    store,
                    target,
                    Optional.ofNullable(dtype).map(asked -> DType.valueOf(asked.name())),
                    settings,
                    spec.commandLine(),
                    begun -> writer = begun);
            OpenAdapters adapters = OpenAdapters.among(opened.checkpoints(), store);
            if (adapters.isEmpty()) {
                adapterOptions.failOnAny();
                failOnMisfits(opened.checkpoints());
                opened.checkpoints()
                        .forEach((name, checkpoint) -> checkpoint.notes().forEach(note -> say(name + ": " + note)));
                average(output, mixture, opened.checkpoints());
            } else {
                adapters.failOnOthers(opened.checkpoints());
                new AdapterAverage(store, limits.limits(), adapterOptions, output, this::say)
                        .write(adapters.adapters(), mixture);
            }
        }
        return 0;
    }

    /** Not one under whose name PyTorch would look for a file of its own kind. */
    private Location target() {
        return Arguments.safetensors(
                to,
                CheckpointNames::isPyTorch,
                "the average is a safetensors file, which PyTorch does not load from one of this name");
    }

    private static void failOnMisfits(Map<String, Checkpoint> checkpoints) {
        failOnFactors(checkpoints);
        Map<String, List<TensorInfo>> tensors = new LinkedHashMap<>();
        checkpoints.forEach((name, checkpoint) -> tensors.put(name, checkpoint.tensors()));
        Compatibility.ofEachOther(tensors).misfits().entrySet().stream()
                .findFirst()
                .ifPresent(misfit -> {
                    throw new RadinException(Reason.IncompatibleModels, misfit.getKey() + ": " + misfit.getValue());
                });
        failOnDifferingConstants(checkpoints);
    }

    private static void failOnFactors(Map<String, Checkpoint> checkpoints) {
        if (checkpoints.size() > 1) {
            checkpoints.forEach((name, checkpoint) -> checkpoint.factors().ifPresent(factors -> {
                throw new RadinException(Reason.IncompatibleModels, name + ": " + factors);
            }));
        }
    }

    private static void failOnDifferingConstants(Map<String, Checkpoint> checkpoints) {
        ConstantGroups groups = ConstantGroups.of(checkpoints, Checkpoint::tensors, Checkpoint::source);
        groups.unreadable().values().stream().findFirst().ifPresent(fault -> {
            throw fault;
        });
        groups.misfits(Optional.empty()).forEach((name, message) -> {
            throw new RadinException(Reason.IncompatibleModels, name + ": " + message);
        });
    }

    private void average(AverageOutput output, Mixture mixture, Map<String, Checkpoint> opened) {
        List<Checkpoint> checkpoints = List.copyOf(opened.values());
        // What is not averaged is copied from it, and others may lack some of that.
        Checkpoint first = checkpoints.get(mixture.member(0));
        List<TensorSource> members = Arrays.stream(mixture.members())
                .mapToObj(m -> checkpoints.get(m).source())
                .toList();
        List<TensorInfo> tensors = WidenedTensors.widest(first.tensors(), members);
        output.write(
                first.layout(),
                tensors,
                checkpoints.stream().map(Checkpoint::source).toList(),
                mixture);
        if (output.target().isFolder()) {
            output.writeCompanions(companions(output, mixture, opened), tensors);
        }
    }

    /** Of the member with the largest weight, the first of several. */
    private CompanionFiles companions(AverageOutput output, Mixture mixture, Map<String, Checkpoint> opened) {
        List<String> names = List.copyOf(opened.keySet());
        int heaviest = IntStream.range(0, mixture.size())
                .boxed()
                .max(Comparator.comparingDouble(mixture::weight).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
        String taken = names.get(mixture.member(heaviest));
        CompanionFiles companions =
                CompanionFiles.beside(output.store(), opened.get(taken).files().get(0));
        companions.notes().forEach(this::say);
        for (int member : mixture.members()) {
            String name = names.get(member);
            List<String> differing = companions.differences(CompanionFiles.beside(
                    output.store(), opened.get(name).files().get(0)));
            if (!differing.isEmpty()) {
                say(name + ": has another " + String.join(", ", differing) + "; written are those of " + taken);
            }
        }
        return companions;
    }

    private void say(String note) {
        spec.commandLine().getErr().println(note);
    }

    /** {@code CHECKPOINT[=WEIGHT]}; an equals sign counts only when a number follows it, which is no option of a URI. */
    record Ingredient(Location uri, double weight) {

        static Ingredient parse(String text) {
            int equals = text.lastIndexOf('=');
            if (equals > optionEnd(text)
                    && text.substring(equals + 1).matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
                double weight = Double.parseDouble(text.substring(equals + 1));
                if (!(weight >= 0) || Double.isInfinite(weight)) {
                    throw new RadinException(
                            Reason.InvalidSpec,
                            text + ": a weight must be a number from 0 on; the sum is scaled to one");
                }
                return new Ingredient(Arguments.uri(text.substring(0, equals)), weight);
            }
            if (equals > 0 && !new File(text).exists() && new File(text.substring(0, equals)).exists()) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        text + ": \"" + text.substring(equals + 1)
                                + "\" is no weight, which is a number from 0 on, as in a.safetensors=0.7");
            }
            return new Ingredient(Arguments.uri(text), 1);
        }

        /** Where the equals sign of the last option of a URI is; 0 where there is none. */
        private static int optionEnd(String text) {
            int query = text.contains("://") ? text.indexOf('?') : -1;
            int option = query < 0 ? -1 : Math.max(query, text.lastIndexOf('&'));
            return option < 0 ? 0 : Math.max(0, text.indexOf('=', option));
        }
    }
}
