package dev.radin.local;

import dev.radin.cache.WorkerSettings;
import dev.radin.plan.Planner;
import dev.radin.plan.Step;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Json;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.soup.ChoiceRule;
import dev.radin.soup.Metric;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.worker.Progress;
import dev.radin.worker.StageContext;
import dev.radin.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Selections over the quickstart's real checkpoints, and their runs in this process. */
final class Quickstart {

    static final Path FOLDER = Path.of("examples/quickstart").toAbsolutePath();

    final Path output;
    List<Selection.Model> models = modelsIn(FOLDER.resolve("models"));
    List<Selection.ModelsFrom> modelsFrom = List.of();
    List<Selection.Dataset> validation = List.of(dataset("val", FOLDER.resolve("val.safetensors")));
    List<Selection.Dataset> test = List.of();
    Selection.Calibration calibration;
    Selection.Base base;
    Metric metric = Metric.ACCURACY;
    int budget = 3;
    int batchSize;
    int passesPerShare = 4;
    Selection.FloatDType outputDType;
    Selection.SoupForm soupForm;
    StrategyChoice strategy = strategy(StrategyChoice.Type.Auto);
    ChoiceRule choice;
    Selection.UnusableModelPolicy unusableModelPolicy = Selection.UnusableModelPolicy.Exclude;
    Path architecture = FOLDER.resolve("architecture.pt");
    /** Instead of the architecture, when there is one. */
    Evaluator evaluator;

    String cache;
    Store store = Stores.local();

    Quickstart(Path output) {
        this.output = output;
        this.cache = uri(output) + "/cache";
    }

    /** How a run ended, and what its passes cost. @param maybeReport null when it failed */
    record Run(LocalExecutor.Outcome outcome, Report maybeReport) {

        Report report() {
            if (maybeReport == null) {
                throw new AssertionError("the run failed: " + failure());
            }
            return maybeReport;
        }

        Published published() {
            return ((Step.Finished) outcome.end()).result();
        }

        Receipt.Failure failure() {
            return ((Step.Failed) outcome.end()).failure();
        }

        /** Of a run that came to its end. */
        int passesMade() {
            if (outcome.end() instanceof Step.Failed failed) {
                throw new AssertionError(failed);
            }
            return outcome.stages().stream()
                    .mapToInt(s -> s.result().receipt().cost().passes())
                    .sum();
        }
    }

    Run run() {
        return run(UnaryOperator.identity());
    }

    /** @param watch wraps the display, to look or to interfere */
    Run run(UnaryOperator<Display> watch) {
        Selection selection = selection();
        Path scratch = folder(output.resolve("scratch"));
        WorkerSettings settings = new WorkerSettings("cpu", 1, scratch, Limits.DEFAULT);
        Display display = watch.apply(new SilentDisplay());
        try (StageContext context = StageContext.ofRun(selection, settings, store, display, Path.of(""))) {
            LocalExecutor.Outcome outcome = new LocalExecutor(
                            new Planner(selection, passesPerShare),
                            new Worker(context),
                            display,
                            InstantSource.system())
                    .run();
            Report report = outcome.end() instanceof Step.Finished finished ? context.report(finished.result()) : null;
            return new Run(outcome, report);
        }
    }

    DryRun dryRun() {
        WorkerSettings settings = new WorkerSettings("cpu", 1, output, Limits.DEFAULT);
        return DryRun.of(new StageContext(selection(), settings, store, Progress.SILENT), selection(), passesPerShare);
    }

    Selection selection() {
        return new Selection(
                "default",
                "quickstart",
                evaluator == null ? new Selection.Input(uri(architecture), null) : null,
                models,
                modelsFrom,
                base,
                validation,
                test,
                calibration,
                metric,
                budget,
                strategy,
                choice,
                0,
                unusableModelPolicy,
                new Selection.Inference(batchSize, null, null),
                evaluator,
                outputDType,
                soupForm,
                uri(output),
                cache);
    }

    static List<Selection.Model> modelsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(Quickstart::model).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Selection.Model model(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.(safetensors|pt)$", "");
        return new Selection.Model(name, uri(file), null, null);
    }

    List<Selection.Model> withModel(Path file) {
        List<Selection.Model> more = new ArrayList<>(models);
        more.add(model(file));
        return more;
    }

    static Selection.Dataset dataset(String name, Path file) {
        return new Selection.Dataset(name, uri(file), null, 1);
    }

    static StrategyChoice strategy(StrategyChoice.Type type) {
        return new StrategyChoice(type, 50, 0, List.of());
    }

    static String uri(Path path) {
        return "file://" + path.toUri().getRawPath().replaceFirst("/$", "");
    }

    static <T> T read(String uri, Class<T> type) {
        try {
            return Json.read(Files.readAllBytes(Path.of(URI.create(uri))), type, uri);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
