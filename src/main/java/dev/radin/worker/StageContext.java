package dev.radin.worker;

import dev.radin.cache.WorkerSettings;
import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.external.OncePerPassProgram;
import dev.radin.inference.external.Program;
import dev.radin.inference.external.ProgramCommand;
import dev.radin.inference.external.ServingProgram;
import dev.radin.inference.torchscript.TorchScriptLoader;
import dev.radin.location.Location;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Published;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.soup.strategy.Findings;
import dev.radin.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every stage works with. */
public final class StageContext implements AutoCloseable {

    private final Workspace workspace;
    private final Progress progress;
    private final Path folder;

    /** What was read last: results never change, and each stage of a process asks for them. */
    private final Map<Class<?>, Result> last = new HashMap<>();

    private final Networks networks;
    private final boolean makesAllPasses;

    private Program program;
    private Findings findings = new Findings();
    private List<String> found = List.of();

    public StageContext(Selection selection, WorkerSettings settings, Store store, Progress progress) {
        this(selection, settings, store, progress, Path.of(""), false);
    }

    private StageContext(
            Selection selection,
            WorkerSettings settings,
            Store store,
            Progress progress,
            Path folder,
            boolean makesAllPasses) {
        this.workspace = new Workspace(selection, settings, store);
        this.progress = progress;
        this.folder = folder.toAbsolutePath();
        this.networks = new Networks(settings, selection);
        this.makesAllPasses = makesAllPasses;
    }

    /**
     * For a process that does every stage itself, and may start PyTorch as soon as one finds a pass to be lacking.
     *
     * @param folder where a program of the user's is started
     */
    public static StageContext ofRun(
            Selection selection, WorkerSettings settings, Store store, Progress progress, Path folder) {
        return new StageContext(selection, settings, store, progress, folder, true);
    }

    Workspace workspace() {
        return workspace;
    }

    Progress progress() {
        return progress;
    }

    /**
     * Starts PyTorch on first use: a share that finds everything cached never does.
     *
     * @throws RadinException {@code MachineUnfit} when the device that was asked for is not there
     */
    TorchScriptLoader networks() {
        return networks.loader();
    }

    /** Said as soon as a pass seems to lack; where all are there after all, PyTorch was started for nothing. */
    void passesLack() {
        if (mayStartAhead()) {
            networks.startAhead();
        }
    }

    /** Whether anything comes of {@link #passesLack}: what is asked for its sake alone need not be asked otherwise. */
    boolean mayStartAhead() {
        return makesAllPasses && workspace.selection().evaluator() == null;
    }

    /** @param models by their digests, with the inspection that they are of; what was found of others is let go */
    Findings findings(List<String> models) {
        if (!models.equals(found)) {
            findings = new Findings();
            found = models;
        }
        return findings;
    }

    /** The user's program; it is started with its first pass, and stays for others. */
    Program program() {
        if (program == null) {
            Evaluator evaluator = workspace.selection().evaluator();
            ProgramCommand command = new ProgramCommand(
                    evaluator.command(),
                    folder,
                    Duration.ofSeconds(evaluator.passDeadlineSeconds()),
                    progress::evaluatorSays);
            program = switch (evaluator.mode()) {
                case Serve -> new ServingProgram(command);
                case OncePerPass -> new OncePerPassProgram(command);
            };
        }
        return program;
    }

    /** Ends what was started for this selection. */
    @Override
    public void close() {
        try (networks) {
            if (program != null) {
                program.close();
            }
        }
    }

    /** The report that publish wrote. */
    public Report report(Published published) {
        return workspace
                .json()
                .read(workspace.layout().report(published.report().folder()), Report.class);
    }

    /** @throws RadinException {@code InvalidInput} for one that was made for another selection */
    Inspection inspection(StageTask task) {
        Location uri = workspace.layout().stage(Stage.inspect, task.inspection(), "inspection.json");
        Inspection inspection = result(uri, Inspection.class);
        requireOurs(uri, inspection.selection());
        return inspection;
    }

    /** @throws RadinException {@code InvalidInput} for one that was made for another selection */
    Ranking ranking(StageTask task) {
        Location uri = workspace.layout().stage(Stage.rank, task.ranking(), "ranking.json");
        Ranking ranking = result(uri, Ranking.class);
        requireOurs(uri, ranking.selection());
        return ranking;
    }

    private record Result(Location uri, Object value) {}

    private <T> T result(Location uri, Class<T> type) {
        Result result = last.get(type);
        if (result == null || !result.uri.equals(uri)) {
            result = new Result(uri, workspace.json().read(uri, type));
            last.put(type, result);
        }
        return type.cast(result.value);
    }

    /** Names of results come from pods and from a status, and others may write there. */
    private void requireOurs(Location uri, String selection) {
        if (!workspace.selection().asked().is(selection)) {
            throw new RadinException(
                    Reason.InvalidInput,
                    uri
                            + ": was made for another selection; set spec.rerunNonce to any new value, and everything is looked"
                            + " at again");
        }
    }
}
