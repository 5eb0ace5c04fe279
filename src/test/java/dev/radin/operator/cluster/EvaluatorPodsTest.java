package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.ContainerSpec;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.Cli;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.Fault;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.local.LetterProgram;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Stage;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program of the user's makes the passes of pods in its own image; the rest runs in radin's. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class EvaluatorPodsTest {

    private static final String IMAGE = "registry.example/letters:1";

    private static final String[] RADIN = RadinImage.entrypoint();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Evaluator.Produces.class)
    void theOperatorComesToWhatRunComesTo(Evaluator.Produces produces) throws IOException {
        SmallPool files = SmallPool.in(folder.resolve("pool"));
        try (Sandbox sandbox = Sandbox.open(node ->
                        node.withImage("radin", RADIN).withBrought(IMAGE, RADIN).withFolder(folder.resolve("node")))
                .withOperator()) {
            Pool pool = Pool.of(files, sandbox.namespace(), "letters");
            pool.resource().getSpec().evaluator.torchScript = null;
            pool.resource().getSpec().evaluator.container = container(produces);
            pool.resource().getSpec().budget = BudgetSpec.of(1);
            Cli.Result local = pool.run();
            assertThat(local.exitCode()).as(local.err()).isZero();
            SoupSelection expected = Serialization.unmarshal(local.out(), SoupSelection.class);

            sandbox.client().resource(pool.resource()).create();
            SoupSelection remote = sandbox.await(
                    "letters",
                    expected.getStatus().outcome.toString().equals("Soup") ? "SoupSelected" : "BestSingleKept");

            assertThat(Serialization.asYaml(remote.getStatus().result.members))
                    .isEqualTo(Serialization.asYaml(expected.getStatus().result.members));
            assertThat(remote.getStatus().evaluations.best)
                    .isNotEmpty()
                    .allMatch(soup -> (soup.estimate == null) == (produces == Evaluator.Produces.Scores));
            assertThat(remote.getStatus().result.digest).isEqualTo(expected.getStatus().result.digest);
            assertThat(remote.getStatus().cost.passes).isEqualTo(expected.getStatus().cost.passes);
            assertThat(sandbox.jobs("letters").stream()
                            .map(job -> job.getMetadata().getLabels().get("radin.dev/stage") + " "
                                    + worker(job.getSpec()
                                            .getTemplate()
                                            .getSpec()
                                            .getContainers()))
                            .collect(Collectors.toSet()))
                    .contains("extract " + IMAGE, "evaluate " + IMAGE)
                    .noneMatch(job -> job.startsWith("inspect " + IMAGE) || job.startsWith("publish " + IMAGE));
        }
    }

    /** In its third pass, by a node that is short of memory. */
    @Test
    void evictedItGoesOnWithoutLosingOrRepeatingAPass() throws IOException {
        SmallPool files = SmallPool.in(folder.resolve("pool"));
        Path log = folder.resolve("log");
        try (Sandbox sandbox = Sandbox.open(node ->
                        node.withImage("radin", RADIN).withBrought(IMAGE, RADIN).withFolder(folder.resolve("node")))
                .withOperator()) {
            Pool pool = Pool.of(files, sandbox.namespace(), "letters");
            pool.resource().getSpec().evaluator.torchScript = null;
            pool.resource().getSpec().evaluator.container = container(Evaluator.Produces.Logits, "log=" + log);
            pool.resource().getSpec().budget = BudgetSpec.of(1);
            pool.resource().getSpec().workers.parallelism = 1;
            SoupSelection expected = Serialization.unmarshal(pool.run().out(), SoupSelection.class);
            int total = passes(log);
            pool.resource().getSpec().evaluator.container =
                    container(Evaluator.Produces.Logits, "log=" + log, "hang=" + (total + 3));

            sandbox.client().resource(pool.resource()).create();
            Eventually.until("its third pass", () -> passes(log) == total + 3, () -> passes(log) + " have begun");
            sandbox.node().strike(Fault.eviction(), Sandbox.podOf(Stage.extract));
            SoupSelection remote =
                    sandbox.await("letters", "it has ended", done -> ConditionQueries.holds(done.getStatus(), "Ready"));

            assertThat(Serialization.asYaml(remote.getStatus().result.members))
                    .isEqualTo(Serialization.asYaml(expected.getStatus().result.members));
            assertThat(passes(log)).isEqualTo(total + total + 1);
            assertThat(sandbox.jobs("letters"))
                    .allSatisfy(job -> assertThat(job.getStatus().getFailed()).isIn(null, 0));
        }
    }

    private static int passes(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String worker(List<Container> containers) {
        return containers.get(0).getImage();
    }

    /** A word of a command is shorter than a class path. */
    private ContainerSpec container(Evaluator.Produces produces, String... habits) throws IOException {
        List<String> all = new ArrayList<>(List.of(habits));
        if (produces == Evaluator.Produces.Scores) {
            all.add("scores");
        }
        String command = LetterProgram.command(all.toArray(String[]::new)).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path script = Files.writeString(folder.resolve("letters.sh"), "exec " + command + "\n");
        ContainerSpec container = new ContainerSpec();
        container.image = IMAGE;
        container.command = List.of("sh", script.toString());
        container.version = "1";
        container.produces = produces;
        return container;
    }
}
