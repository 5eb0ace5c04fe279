package dev.radin.cli;

import dev.radin.dataset.LabelsFile;
import dev.radin.dataset.LogitsFolder;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.soup.LabelCheck;
import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.strategy.Candidate;
import dev.radin.soup.strategy.SearchObjective;
import dev.radin.soup.strategy.SubsetSearch;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "rank",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks subsets of models by the accuracy of their averaged logits, from logits that you have already.",
            "",
            "Counts are exact: the first argmax of the sum in float64. Of up to sixteen models or so every subset is tried,"
                    + " of more a local search looks for good ones. What averaged logits get right predicts what averaged"
                    + " weights would, a little too optimistically: 'radin run' evaluates the best ones truly.",
            "",
            "  radin rank --logits logits/ --labels val.safetensors",
            "  radin rank --logits logits/ --labels val.safetensors --top 100 -o json",
            "",
            "Options:"
        })
final class RankCommand implements Callable<Integer> {

    enum Format {
        table,
        json
    }

    /** A billion subsets: hours. */
    private static final int MOST_EXHAUSTIVE = 30;

    @Option(
            names = "--logits",
            required = true,
            paramLabel = "DIR",
            description =
                    "One safetensors file a model, with a tensor logits [examples, classes]. Models are called what"
                            + " their files are called.")
    private String logits;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "A safetensors file with a tensor labels [examples]; a dataset will do.")
    private String labels;

    @Option(
            names = "--top",
            defaultValue = "10",
            paramLabel = "K",
            description = "How many subsets to show (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--exhaustive",
            description = "Try every subset, however long it takes; for up to " + MOST_EXHAUSTIVE + " models.")
    private boolean exhaustive;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "N",
            description = "Of the local search's random starts (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private ScratchOption scratch;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            paramLabel = "FORMAT",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top " + top + ": show one subset at least");
        }
        long start = System.nanoTime();
        Limits bounds = limits.limits();
        Resources resources = new Resources(bounds.bufferBytes(), Threads.of(threads.count()));
        Store store = Stores.local(bounds.bufferBytes(), scratch.folder());
        Location labelsUri = Arguments.uri(labels);
        Location folder = Arguments.uri(logits).folder();
        try (LogitsFolder table = LogitsFolder.open(store, bounds, folder, labelsUri)) {
            if (exhaustive && table.models() > MOST_EXHAUSTIVE) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        folder + ": has " + table.models() + " models, and --exhaustive is for up to " + MOST_EXHAUSTIVE
                                + "; leave it out to search, or models");
            }
            Labels truth = LabelsFile.read(store.open(labelsUri), bounds);
            LabelCheck.requireFit(truth, table.examples(), table.classes(), labelsUri.toString());
            Ranking ranking = rank(folder.toString(), table, truth, resources);
            RankedSubsets result = RankedSubsets.of(
                    ranking.best,
                    ranking.considered,
                    table.modelNames(),
                    table.examples(),
                    (System.nanoTime() - start) / 1e9);
            spec.commandLine().getOut().print(format == Format.json ? result.json() : result.table());
        }
        return 0;
    }

    private record Ranking(List<Candidate> best, long considered) {}

    private Ranking rank(String title, LogitsTable table, Labels truth, Resources resources) {
        PercentLine reading = meter("reading logits", (long) table.models() * table.examples());
        Estimator estimator = Estimator.of(
                Metric.ACCURACY,
                List.of(new ValidationSet(title, new MeteredLogits(table, reading), truth, 1)),
                resources);
        reading.done();

        SearchObjective most = (soup, estimate) -> estimate;
        int[] models = IntStream.range(0, table.models()).toArray();
        List<Candidate> singles = new SubsetSearch(estimator, most, models).singles();
        int[] bestFirst = singles.stream().mapToInt(c -> c.mixture().member(0)).toArray();
        SubsetSearch search = new SubsetSearch(estimator, most, bestFirst);
        if (exhaustive || search.everySoupIsAffordable()) {
            PercentLine counting = meter("counting subsets", search.soups());
            List<Candidate> soups = search.bestOfAll(top, counting::reached);
            counting.done();
            return new Ranking(best(singles, soups), singles.size() + search.soups());
        }
        List<Candidate> soups = search.run(seed);
        return new Ranking(best(singles, soups), singles.size() + soups.size());
    }

    private PercentLine meter(String what, long total) {
        return new PercentLine(spec.commandLine().getErr(), what, total);
    }

    private List<Candidate> best(List<Candidate> singles, List<Candidate> soups) {
        return Stream.concat(singles.stream(), soups.stream())
                .sorted(Candidate.BEST_FIRST)
                .limit(top)
                .toList();
    }
}
