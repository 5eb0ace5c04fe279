package dev.radin.bench;

import dev.radin.cache.WorkerSettings;
import dev.radin.local.LocalExecutor;
import dev.radin.local.PlainDisplay;
import dev.radin.location.Location;
import dev.radin.plan.Planner;
import dev.radin.plan.Step;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Selection.StrategyChoice.Type;
import dev.radin.soup.ChoiceRule;
import dev.radin.soup.Metric;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.worker.StageContext;
import dev.radin.worker.Worker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs selections over pools that make_pools.py made, with the engine that {@code radin run} has, and appends to a file of
 * comma-separated values what each gained on test data. What the file holds already is not run again.
 *
 * <p>Arguments: the folder of the pools, the file, a metric, and the budgets.
 */
public final class Choose {

    /** A strategy with a rule of choice. @param base whether the pretrained start is mixed in */
    private record Method(String name, Type strategy, ChoiceRule rule, boolean base) {}

    private static final List<Method> METHODS = List.of(
            new Method("Auto", Type.Auto, ChoiceRule.Calibrated, false),
            new Method("Auto with base", Type.Auto, ChoiceRule.Calibrated, true),
            new Method("Auto, HighestScore", Type.Auto, ChoiceRule.HighestScore, false),
            new Method("Search, Calibrated", Type.Search, ChoiceRule.Calibrated, false),
            new Method("Search", Type.Search, ChoiceRule.HighestScore, false),
            new Method("Greedy", Type.Greedy, ChoiceRule.HighestScore, false),
            new Method("Radin", Type.Radin, ChoiceRule.HighestScore, false));

    private static final int DRAWS = 200;
    private static final int PASSES_PER_SHARE = 1000;

    private final Path pools;
    private final Path results;
    private final Metric metric;
    private final Set<String> done = new HashSet<>();

    private Choose(Path pools, Path results, Metric metric) {
        this.pools = pools;
        this.results = results;
        this.metric = metric;
    }

    public static void main(String[] args) throws IOException {
        Choose choose = new Choose(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]), Metric.valueOf(args[2]));
        if (Files.exists(choose.results)) {
            Files.readAllLines(choose.results)
                    .forEach(line -> choose.done.add(line.substring(0, line.lastIndexOf(';'))));
        }
        for (Path pool : folders(choose.pools)) {
            for (int drawing = 0; Files.exists(validation(pool, drawing)); drawing++) {
                for (Method method : METHODS) {
                    for (int k = 3; k < args.length; k++) {
                        choose.run(pool, drawing, method, Integer.parseInt(args[k]));
                    }
                }
            }
        }
    }

    private static List<Path> folders(Path pools) throws IOException {
        try (Stream<Path> all = Files.list(pools)) {
            return all.filter(pool -> Files.exists(pool.resolve("architecture.pt")))
                    .sorted()
                    .toList();
        }
    }

    private static Path validation(Path pool, int drawing) {
        return pool.resolve("val-" + drawing + ".safetensors");
    }

    private void run(Path pool, int drawing, Method method, int budget) throws IOException {
        String which = String.join(
                ";",
                pool.getFileName().toString(),
                String.valueOf(drawing),
                metric.name(),
                method.name(),
                String.valueOf(budget));
        if (done.contains(which) || method.base() && !Files.exists(pool.resolve("start.safetensors"))) {
            return;
        }
        Report report = report(selection(pool, drawing, method, budget));
        double gain = metric.utility(test(report, "chosen")) - metric.utility(test(report, "best single"));
        Files.writeString(
                results,
                String.format(Locale.ROOT, "%s;%.6f%n", which, gain),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static double test(Report report, String what) {
        return report.test().stream()
                .filter(test -> test.what().equals(what))
                .findFirst()
                .orElseThrow()
                .datasets()
                .get(0)
                .score();
    }

    private Report report(Selection selection) throws IOException {
        Path scratch = Files.createTempDirectory("radin-choose-");
        try (PlainDisplay display = new PlainDisplay(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), System::nanoTime)) {
            StageContext context = new StageContext(
                    selection, new WorkerSettings("cpu", 1, scratch, Limits.DEFAULT), Stores.local(), display);
            Step end = new LocalExecutor(
                            new Planner(selection, PASSES_PER_SHARE),
                            new Worker(context),
                            display,
                            InstantSource.system())
                    .run()
                    .end();
            if (end instanceof Step.Finished finished) {
                return context.report(finished.result());
            }
            throw new IllegalStateException(selection.name() + ": " + end);
        } finally {
            Files.delete(scratch);
        }
    }

    private Selection selection(Path pool, int drawing, Method method, int budget) throws IOException {
        Path calibration = pool.resolve("calibration.safetensors");
        try (Stream<Path> models = Files.list(pool.resolve("models"))) {
            return new Selection(
                    "bench",
                    pool.getFileName().toString(),
                    new Selection.Input(uri(pool.resolve("architecture.pt")), null),
                    models.sorted()
                            .map(file -> new Selection.Model(
                                    file.getFileName().toString().replace(".safetensors", ""), uri(file), null, null))
                            .toList(),
                    List.of(),
                    method.base() ? new Selection.Base(uri(pool.resolve("start.safetensors")), null, null) : null,
                    List.of(new Selection.Dataset("val", uri(validation(pool, drawing)), null, 1)),
                    List.of(new Selection.Dataset("test", uri(pool.resolve("test.safetensors")), null, 1)),
                    Files.exists(calibration) ? new Selection.Calibration("bn", uri(calibration), null) : null,
                    metric,
                    budget,
                    new StrategyChoice(method.strategy(), DRAWS, 0, List.of()),
                    method.rule(),
                    drawing,
                    Selection.UnusableModelPolicy.Exclude,
                    new Selection.Inference(0, null, null),
                    null,
                    null,
                    null,
                    uri(pools.resolve("out")),
                    uri(pools.resolve("out/cache")));
        }
    }

    private static String uri(Path file) {
        return Location.of(file).toString();
    }
}
