package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.RadinProcess.Launch;
import dev.radin.cli.SmallPool;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Files that a worker may not read or write: its pods are processes without a superuser's powers, as a container's are. */
@Execution(ExecutionMode.CONCURRENT)
class ForbiddenFilesTest {

    private final Launch unprivileged = Launch.unprivileged();

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private SmallPool files;

    @BeforeEach
    void open() {
        String[] words = unprivileged.words().toArray(String[]::new);
        sandbox = Sandbox.open(node -> node.withImage("radin", words).withFolder(folder.resolve("node")))
                .withOperator();
        files = SmallPool.in(folder.resolve("pool"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aModelThatMayNotBeReadStopsIt() throws IOException {
        permit(files.folder.resolve("m1.safetensors"), "---------");

        isToldAlike("InputForbidden", files.uri("m1.safetensors") + ": permission denied for user ");
    }

    @Test
    void anOutputThatMayNotBeWrittenStopsItAfterSomeTries() throws IOException {
        Files.createDirectories(files.output());
        permit(files.output(), "r-x------");

        isToldAlike("OutputNotWritable", files.uri("out/"));

        permit(files.output(), "rwx------");
        assertThat(files.written()).isEmpty();
    }

    private void isToldAlike(String reason, String start) {
        Pool pool = Pool.of(files, sandbox.namespace(), "vit");

        SoupSelection stopped = sandbox.create(pool, reason);

        String message = Sandbox.message(stopped);
        assertThat(message).startsWith(start);
        assertThat(sandbox.events("vit")).extracting(Event::getNote).containsExactly(message);
        assertThat(unprivileged.run("run", "-f", pool.file()).err())
                .endsWith("radin: " + reason + ": " + message + "\n");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
