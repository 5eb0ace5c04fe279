package dev.radin.bench;

import dev.radin.cache.WorkerSettings;
import dev.radin.local.LocalExecutor;
import dev.radin.local.PlainDisplay;
import dev.radin.plan.Planner;
import dev.radin.plan.Step;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
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
import java.time.InstantSource;

/** A selection in this process, as {@code radin run} makes it, on one thread and without a word. */
final class SelectionRun {

    private static final int PASSES_PER_SHARE = 1000;

    private SelectionRun() {}

    /** @throws IllegalStateException when it does not end with a result */
    static Report report(Selection selection) throws IOException {
        Path scratch = Files.createTempDirectory("radin-choose-");
        try (PlainDisplay display = new PlainDisplay(
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        System::nanoTime);
                StageContext context = new StageContext(
                        selection, new WorkerSettings("cpu", 1, scratch, Limits.DEFAULT), Stores.local(), display)) {
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
}
