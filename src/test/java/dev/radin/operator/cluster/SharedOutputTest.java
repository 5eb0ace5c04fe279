package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several resources, one output and so one cache, and real workers. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class SharedOutputTest {

    private static final int BUDGET = 2;
    private static final int PASSES = SmallPool.MODELS + BUDGET;

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private SmallPool files;

    @BeforeEach
    void open() {
        sandbox = Sandbox.withRealWorkers(folder.resolve("node")).withOperator();
        files = SmallPool.in(folder.resolve("pool")).budget(BUDGET);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void atTheSameTimeTheyComeToTheResultThatOneComesToAlone() throws IOException {
        SoupSelection alone = Serialization.unmarshal(pool("alone").run().out(), SoupSelection.class);

        for (String name : List.of("vit", "resnet")) {
            sandbox.client().resource(pool(name).resource()).create();
        }

        int made = 0;
        for (String name : List.of("vit", "resnet")) {
            SoupSelection done = ended(name);
            made += done.getStatus().cost.passes;
            assertThat(done.getStatus().result.uri).isEqualTo(alone.getStatus().result.uri);
            assertThat(done.getStatus().result.digest).isEqualTo(alone.getStatus().result.digest);
            assertThat(done.getStatus().result.score).isEqualTo(alone.getStatus().result.score);
            assertThat(done.getStatus().cost.passes + done.getStatus().cost.reusedPasses)
                    .isEqualTo(PASSES);
        }
        assertThat(made).as("of both").isEqualTo(PASSES);
        assertThat(files.passes()).isEqualTo(PASSES);
        assertThat(soups()).hasSize(1);
        assertThat(files.written()).noneMatch(file -> file.contains(".radin-"));
    }

    @Test
    void oneAfterTheOtherThePassesAreMadeOnce() {
        sandbox.client().resource(pool("vit").resource()).create();
        SoupSelection first = ended("vit");

        sandbox.client().resource(pool("resnet").resource()).create();
        SoupSelection second = ended("resnet");

        assertThat(first.getStatus().cost.passes).isEqualTo(PASSES);
        assertThat(first.getStatus().cost.reusedPasses).isZero();
        assertThat(second.getStatus().cost.passes).isZero();
        assertThat(second.getStatus().cost.reusedPasses).isEqualTo(PASSES);
        assertThat(second.getStatus().result.uri).isEqualTo(first.getStatus().result.uri);
        assertThat(second.getStatus().report.uri).isNotEqualTo(first.getStatus().report.uri);
    }

    private Pool pool(String name) {
        return Pool.of(files, sandbox.namespace(), name);
    }

    private SoupSelection ended(String name) {
        return sandbox.await(name, "it has ended", r -> ConditionQueries.holds(r.getStatus(), "Ready"));
    }

    private List<Path> soups() throws IOException {
        try (Stream<Path> soups = Files.list(files.output().resolve("soups"))) {
            return soups.toList();
        }
    }
}
