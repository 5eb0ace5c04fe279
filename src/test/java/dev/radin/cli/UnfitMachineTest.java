package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.cache.WorkerSettings;
import dev.radin.cli.Cli.Result;
import dev.radin.cli.RadinProcess.Launch;
import dev.radin.fault.Reason;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.store.Store;
import dev.radin.tensor.Limits;
import dev.radin.worker.Progress;
import dev.radin.worker.StageContext;
import dev.radin.worker.Worker;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine on which trying again comes to the same; a Job is told so by the exit code. */
class UnfitMachineTest {

    private static final int TRYING_AGAIN_CHANGES_NOTHING = 5;

    @TempDir
    private Path folder;

    private SmallPool pool;
    private Path selection;

    @BeforeEach
    void makePool() throws IOException {
        pool = SmallPool.in(folder.resolve("pool"));
        selection = Files.write(
                folder.resolve("selection.json"),
                Json.write(Selections.of(new ResourceFile(pool.file().toString(), null, null).read())));
    }

    @Test
    void oneWithoutAGpu() {
        String inspection = receipt(Cli.radin("worker", "--stage", "inspect", "--selection", selection))
                .result();

        Result worker = Cli.radin(extract(inspection, "--device", "cuda"));
        Result run = Cli.radin("run", "-f", pool.file(), "--device", "cuda");

        assertThat(unfit(worker)).startsWith("a GPU was asked for, and PyTorch sees no CUDA device here. ");
        assertThat(run.exitCode()).isEqualTo(TRYING_AGAIN_CHANGES_NOTHING);
        assertThat(run.err()).endsWith("radin: MachineUnfit: " + unfit(worker) + "\n");
    }

    @Test
    void oneOnWhichTheNativeLibraryDoesNotLoad() throws IOException {
        Path none = Files.createFile(folder.resolve("file")).resolve("none");
        String inspection = receipt(Cli.radin("worker", "--stage", "inspect", "--selection", selection))
                .result();

        Result worker = Launch.plain("-DDJL_CACHE_DIR=" + none).run(extract(inspection));

        assertThat(unfit(worker))
                .startsWith("PyTorch's native library cannot be loaded on this machine: ")
                .contains(" in " + none + ", or in the folder that DJL_CACHE_DIR names, that ")
                .containsPattern(" that (uid \\d+, gid \\d+|user .*) may write; ");
    }

    @Test
    void oneWithoutAFolderForScratch() throws IOException {
        Path none = Files.createFile(folder.resolve("file")).resolve("none");

        Result worker = Cli.radin("worker", "--stage", "inspect", "--selection", selection, "--scratch", none);

        assertThat(unfit(worker)).startsWith(none + ": cannot hold scratch files: ");
    }

    @Test
    void oneWhoseFolderForScratchIsAFileOrNotThere() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Result taken = Cli.radin("run", "-f", pool.file(), "--scratch", file);
        Result missing =
                Launch.plain("-Djava.io.tmpdir=" + folder.resolve("none")).run("run", "-f", pool.file());

        assertThat(taken.exitCode()).isEqualTo(TRYING_AGAIN_CHANGES_NOTHING);
        assertThat(taken.err())
                .isEqualTo("radin: MachineUnfit: " + file + ": cannot hold scratch files: there is a file of this name;"
                        + " choose another folder with --scratch\n");
        assertThat(missing.exitCode()).isEqualTo(TRYING_AGAIN_CHANGES_NOTHING);
        assertThat(missing.err())
                .isEqualTo("radin: MachineUnfit: " + folder.resolve("none") + ": cannot hold scratch files: no such"
                        + " file; choose another folder with --scratch\n");
    }

    /** They may have archives to unpack. */
    @Test
    void oneWithoutAFolderForScratchIsSaidByAllWhoReadWhatMayTakeIt() throws IOException {
        Path none = Files.createFile(folder.resolve("file")).resolve("none");
        Path model = folder.resolve("model.safetensors");
        List<Object[]> commands = List.of(
                new Object[] {"inspect", model},
                new Object[] {"average", "--to", folder.resolve("to.safetensors"), model},
                new Object[] {"rank", "--logits", folder, "--labels", model},
                new Object[] {"report", folder});

        for (Object[] command : commands) {
            Result result = Cli.radin(Stream.concat(Arrays.stream(command), Stream.of("--scratch", none))
                    .toArray());

            assertThat(result.exitCode()).isEqualTo(TRYING_AGAIN_CHANGES_NOTHING);
            assertThat(result.err())
                    .startsWith("radin: MachineUnfit: " + none + ": cannot hold scratch files: ")
                    .endsWith("; choose another folder with --scratch\n");
        }
    }

    /** More memory may be free another time. */
    @Test
    void oneWithTooLittleMemoryIsNotAmongThem() throws IOException {
        pool.examples(20_000_000);

        Result worker = Launch.plain("-Xmx48m", "-XX:MaxDirectMemorySize=48m")
                .run("worker", "--stage", "inspect", "--selection", selection);

        assertThat(worker.exitCode()).as(worker.err()).isEqualTo(4);
        assertThat(receipt(worker).failure().message())
                .startsWith("out of memory in inspect")
                .endsWith("with more memory for the pods of spec.workers.planning");
    }

    /** As the engine of the report's page does. */
    @Test
    void memoryThatALibraryMissesIsToldAsAnyOther() throws IOException {
        Store store = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException(new OutOfMemoryError());
                });
        StageTask inspect = new StageTask(Stage.inspect, 0, AskedHash.kept(""), 1, 1, null, null, Cost.NONE);

        Receipt receipt = new Worker(new StageContext(
                        Json.read(Files.readAllBytes(selection), Selection.class, "selection"),
                        new WorkerSettings("cpu", 1, folder, Limits.DEFAULT),
                        store,
                        Progress.SILENT))
                .run(inspect, 0);

        assertThat(receipt.failure().reason()).isEqualTo(Reason.WorkerFailed);
        assertThat(receipt.failure().message()).startsWith("out of memory in inspect with a heap of ");
    }

    private Object[] extract(String inspection, Object... more) {
        Object[] command = {"worker", "--stage", "extract", "--selection", selection, "--inspection", inspection};
        return Stream.of(command, more).flatMap(Arrays::stream).toArray();
    }

    /** @return the message in its receipt */
    private static String unfit(Result worker) {
        assertThat(worker.exitCode()).as(worker.err()).isEqualTo(TRYING_AGAIN_CHANGES_NOTHING);
        Receipt.Failure failure = receipt(worker).failure();
        assertThat(failure.reason()).isEqualTo(Reason.MachineUnfit);
        return failure.message();
    }

    private static Receipt receipt(Result worker) {
        return Json.read(worker.out().strip().getBytes(StandardCharsets.UTF_8), Receipt.class, "receipt");
    }
}
