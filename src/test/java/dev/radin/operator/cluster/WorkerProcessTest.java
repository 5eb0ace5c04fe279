package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.RadinProcess.Launch;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What only a process meets: files that it may not read or write, and too little memory. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class WorkerProcessTest {

    @TempDir
    private Path folder;

    private SmallPool files;

    @BeforeEach
    void makePool() {
        files = SmallPool.in(folder.resolve("pool"));
    }

    @Test
    void aModelThatMayNotBeReadStopsIt() throws IOException {
        permit(files.folder.resolve("m1.safetensors"), "---------");

        String message = isToldAlike(Launch.unprivileged(), "InputForbidden", 1);

        assertThat(message).startsWith(files.uri("m1.safetensors") + ": permission denied for uid ");
    }

    @Test
    void anOutputThatMayNotBeWrittenStopsItAtOnce() throws IOException {
        Files.createDirectories(files.output());
        permit(files.output(), "r-x------");

        String message = isToldAlike(Launch.unprivileged(), "OutputNotWritable", 1);

        permit(files.output(), "rwx------");
        assertThat(message)
                .startsWith(files.uri("out/"))
                .containsPattern(
                        ": cannot be written: permission denied for uid \\d+, gid \\d+; make it writable for that user,"
                                + " or, in a cluster, for a group that .*\\.fsGroup gives the pods");
        assertThat(files.written()).isEmpty();
    }

    @Test
    void aHeapThatDoesNotHoldTheLabelsStopsItAfterSomeTries() {
        files.examples(20_000_000);

        String message = isToldAlike(Launch.plain("-Xmx48m", "-XX:MaxDirectMemorySize=48m"), "WorkerFailed", 4);

        assertThat(message)
                .startsWith("out of memory in inspect")
                .contains("more memory for the pods of spec.workers.planning");
    }

    /**
     * @param launch of the pods, and of the run that they are compared with
     * @param pods how many were tried
     */
    private String isToldAlike(Launch launch, String reason, int pods) {
        String[] words = launch.words().toArray(String[]::new);
        try (Sandbox sandbox = Sandbox.open(
                        node -> node.withImage("radin", words).withFolder(folder.resolve("node")))
                .withOperator()) {
            Pool pool = Pool.of(files, sandbox.namespace(), "vit");

            String message = Sandbox.message(sandbox.create(pool, reason));

            assertThat(sandbox.events("vit")).extracting(Event::getNote).containsExactly(message);
            assertThat(sandbox.jobs("vit"))
                    .singleElement()
                    .satisfies(job -> assertThat(job.getStatus().getFailed()).isEqualTo(pods));
            assertThat(launch.run("run", "-f", pool.file()).err()).endsWith("radin: " + reason + ": " + message + "\n");
            return message;
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
