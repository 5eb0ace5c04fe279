package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.protocol.TerminationMessage;
import dev.radin.store.FileFaults;
import dev.radin.store.Stores;
import dev.radin.worker.LogProgress;
import dev.radin.worker.StageContext;
import dev.radin.worker.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one share of one stage, as a Job's pod does, and ends with a receipt.",
            "",
            "'radin run' does all of this by itself.",
            "",
            "Options:"
        })
final class WorkerCommand implements Callable<Integer> {

    private static final int SELECTION_LIMIT_BYTES = 4 << 20;

    @Option(names = "--stage", required = true, paramLabel = "STAGE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Stage stage;

    @Option(names = "--selection", required = true, paramLabel = "FILE", description = "The selection, as JSON.")
    private Path selectionFile;

    @Option(
            names = "--selection-digest",
            paramLabel = "HEX",
            description = "Refuse the selection unless its sha256 is this.")
    private String selectionDigest;

    @Option(
            names = "--share",
            defaultValue = "${env:JOB_COMPLETION_INDEX:-0}",
            paramLabel = "N",
            description = "Which share, from 0 on (default: $JOB_COMPLETION_INDEX, or 0).")
    private int share;

    @Option(
            names = "--items-per-share",
            defaultValue = "2147483647",
            paramLabel = "N",
            description = "Entries of the stage's list a share takes (default: all).")
    private int itemsPerShare;

    @Option(names = "--round", defaultValue = "0", paramLabel = "N", description = "Of rank and evaluate, from 1 on.")
    private int round;

    @Option(names = "--inspection", paramLabel = "NAME", description = "The inspection to build on.")
    private String inspection;

    @Option(names = "--ranking", paramLabel = "NAME", description = "The ranking to build on.")
    private String ranking;

    @Option(
            names = "--cost-so-far",
            defaultValue = "0,0,0",
            paramLabel = "PASSES,REUSED,GPUSECONDS",
            converter = CostConverter.class,
            description = "Of the stages before publish, for the report (default: none).")
    private Cost costSoFar;

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description = "Where the receipt goes (default: stdout); a pod's termination message.")
    private Path receiptFile;

    @Option(
            names = "--claims",
            paramLabel = "FOLDER",
            defaultValue = "/var/radin/claims",
            description =
                    "Where the volumes of pvc:// URIs are mounted, each under its claim's name (default: ${DEFAULT-VALUE}).")
    private Path claims;

    @Mixin
    private MachineOptions machine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return run(selection(), task());
        } catch (RadinException e) {
            // Before any stage began: a pod's owner reads the receipt, and nothing else.
            return end(Receipt.failed(stage, e.reason(), e.getMessage()));
        }
    }

    private int run(Selection selection, StageTask task) {
        return ShutdownGuard.guard(
                ShutdownGuard.PASSES_KEPT,
                interruption -> machine.withSettings(settings -> {
                    try (StageContext context = new StageContext(
                            selection,
                            settings,
                            Stores.inPod(claims, settings.limits().bufferBytes(), settings.scratch()),
                            new LogProgress(spec.commandLine().getErr()))) {
                        Receipt receipt = new Worker(context).run(task, share);
                        return interruption.isRequested() ? ShutdownGuard.EXIT_CODE : end(receipt);
                    }
                }));
    }

    /** What a worker does it is told by its arguments, whatever the task is called. */
    private static final AskedHash NO_HASH = AskedHash.kept("");

    private StageTask task() {
        Arguments.requireAtLeast(0, "--share", share);
        Arguments.requireAtLeast(1, "--items-per-share", itemsPerShare);
        Arguments.requireAtLeast(0, "--round", round);
        requireUpstream();
        return new StageTask(stage, round, NO_HASH, itemsPerShare, itemsPerShare, inspection, ranking, costSoFar);
    }

    private int end(Receipt receipt) {
        write(receipt);
        return receipt.failure() == null
                ? 0
                : Failures.report(
                        spec.commandLine(),
                        receipt.failure().reason(),
                        receipt.failure().message());
    }

    private Selection selection() {
        byte[] content = SmallFile.read(selectionFile.toString(), SELECTION_LIMIT_BYTES);
        if (selectionDigest != null && !Hash.sha256(content).equals(selectionDigest)) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    selectionFile + ": is not the selection this worker was started for; somebody replaced it. In a"
                            + " cluster, delete the ConfigMap that the pod has there, and set"
                            + " spec.rerunNonce of the SoupSelection to any new value");
        }
        return read(content);
    }

    /** Wrong for every pod of a Job alike, so it is not taken for a fault of an input. */
    private Selection read(byte[] content) {
        try {
            return Json.read(content, Selection.class, selectionFile.toString());
        } catch (RadinException e) {
            throw new RadinException(Reason.InvalidSpec, e.getMessage(), e);
        }
    }

    private void requireUpstream() {
        boolean needsInspection = stage != Stage.inspect;
        boolean needsRanking = stage == Stage.evaluate || stage == Stage.publish;
        if (needsInspection && inspection == null || needsRanking && ranking == null) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "--stage " + stage + " needs " + (inspection == null ? "--inspection" : "--ranking"));
        }
    }

    private void write(Receipt receipt) {
        if (receiptFile == null) {
            spec.commandLine().getOut().println(Json.writeCompact(receipt));
            return;
        }
        try {
            Files.writeString(receiptFile, TerminationMessage.of(receipt), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FileFaults.writing(receiptFile.toString(), e);
        }
    }
}
