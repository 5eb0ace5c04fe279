package dev.radin.cli;

import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cache.WorkerSettings;
import dev.radin.local.Display;
import dev.radin.local.DryRun;
import dev.radin.local.DryRunTable;
import dev.radin.local.LocalExecutor;
import dev.radin.local.PlainDisplay;
import dev.radin.local.ResultTable;
import dev.radin.local.TerminalDisplay;
import dev.radin.plan.Planner;
import dev.radin.plan.Step;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Selection;
import dev.radin.status.SelectionState;
import dev.radin.status.StatusWriter;
import dev.radin.store.Stores;
import dev.radin.worker.Progress;
import dev.radin.worker.StageContext;
import dev.radin.worker.Worker;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Chooses a soup: runs every model once, ranks the candidates by their logits, evaluates the best within the"
                    + " budget, and publishes the winner.",
            "",
            "What was computed before is found in the cache and not computed again.",
            "",
            "  radin run -f soup.yaml",
            "  radin run -f soup.yaml --budget 16 -o json",
            "  radin run -f soup.yaml --dry-run",
            "",
            "Options:"
        })
final class RunCommand implements Callable<Integer> {

    enum Format {
        table,
        json,
        yaml
    }

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The SoupSelection, as YAML or JSON; - reads stdin. Relative URIs in it are taken from its"
                    + " folder.")
    private String file;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            paramLabel = "FORMAT",
            description = "table, or the resource with its status as json or yaml (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--budget", paramLabel = "N", description = "Instead of spec.budget.evaluations.")
    private Integer budget;

    @Option(names = "--output-uri", paramLabel = "URI", description = "Instead of spec.output.uri.")
    private String outputUri;

    @Option(
            names = "--dry-run",
            description = "Only look at the inputs and say what it would cost; with -o yaml or json, print the resource"
                    + " with absolute URIs, as a cluster takes it.")
    private boolean dryRun;

    @Mixin
    private MachineOptions machine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SoupSelection resource = new ResourceFile(file, budget, outputUri).read();
        if (dryRun && format != Format.table) {
            print(resource);
            return 0;
        }
        Selection selection = Selections.of(resource);
        return ShutdownGuard.guard(
                ShutdownGuard.PASSES_KEPT,
                interruption -> machine.withSettings(settings -> dryRun
                        ? dryRun(selection, settings, Selections.passesPerPod(resource))
                        : run(resource, selection, settings, interruption)));
    }

    private int dryRun(Selection selection, WorkerSettings settings, int passesPerShare) {
        try (StageContext context = new StageContext(
                selection,
                settings,
                Stores.local(settings.limits().bufferBytes(), settings.scratch()),
                Progress.SILENT)) {
            spec.commandLine().getOut().print(DryRunTable.render(DryRun.of(context, selection, passesPerShare)));
        }
        return 0;
    }

    private int run(SoupSelection resource, Selection selection, WorkerSettings settings, ShutdownGuard interruption) {
        LocalExecutor.Outcome outcome;
        try (Display display = display();
                StageContext context = StageContext.ofRun(
                        selection,
                        settings,
                        Stores.local(settings.limits().bufferBytes(), settings.scratch()),
                        display,
                        ResourceFile.folder(file))) {
            Planner planner = new Planner(selection, Selections.passesPerPod(resource));
            outcome = new LocalExecutor(planner, new Worker(context), display, InstantSource.system()).run();
            if (interruption.isRequested()) {
                // Whatever failed meanwhile failed by being interrupted.
                return ShutdownGuard.EXIT_CODE;
            }
            resource.setStatus(new StatusWriter(resource, selection)
                    .write(
                            new SelectionState.Ended(outcome.end()),
                            outcome.stages(),
                            InstantSource.system().instant()));
            if (format != Format.table) {
                print(resource);
            } else if (outcome.end() instanceof Step.Finished finished) {
                Cost cost = outcome.stages().stream()
                        .map(s -> s.result().receipt().cost())
                        .reduce(Cost.NONE, Cost::plus);
                spec.commandLine()
                        .getOut()
                        .print(ResultTable.render(
                                context.report(finished.result()),
                                new Layout(selection)
                                        .page(finished.result().report().folder()),
                                cost,
                                TerminalDisplay.columns().orElse(80)));
            }
        }
        return outcome.end() instanceof Step.Failed failed
                ? Failures.report(
                        spec.commandLine(),
                        failed.failure().reason(),
                        failed.failure().message())
                : 0;
    }

    private Display display() {
        OptionalInt columns = TerminalDisplay.columns();
        return columns.isPresent()
                ? new TerminalDisplay(System.err, columns.getAsInt(), System::nanoTime)
                : new PlainDisplay(System.err, System::nanoTime);
    }

    private void print(SoupSelection resource) {
        spec.commandLine()
                .getOut()
                .print(format == Format.json ? ResourceWriter.json(resource) : ResourceWriter.yaml(resource));
    }
}
