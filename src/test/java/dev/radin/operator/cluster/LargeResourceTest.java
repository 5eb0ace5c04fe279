package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.ListedMixture;
import dev.radin.api.v1alpha1.ModelSpec;
import dev.radin.api.v1alpha1.Problem;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import dev.radin.protocol.Selection.StrategyChoice.Type;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Resources as large as they may be, and larger. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class LargeResourceTest {

    private static final int LONGEST_URI = 512;
    private static final int STATUS_BYTES = 16 << 10;

    @TempDir
    private Path folder;

    @Test
    void asManyModelsAsThereMayBeWithTheLongestUrisAreChosenFrom() {
        try (Sandbox sandbox = Sandbox.withRealWorkers(folder.resolve("node")).withOperator()) {
            Pool pool = Pool.of(SmallPool.in(deepFolder()).crowd().budget(1), sandbox.namespace(), "v".repeat(40));
            pool.resource().getSpec().workers.passesPerPod = 256;
            assertThat(pool.resource().getSpec().models)
                    .hasSize(256)
                    .extracting(model -> model.uri.length())
                    .contains(LONGEST_URI);

            sandbox.client().resource(pool.resource()).create();
            SoupSelection done = sandbox.await(
                    pool.resource().getMetadata().getName(),
                    "it has ended",
                    r -> ConditionQueries.holds(r.getStatus(), "Ready"));

            assertThat(done.getStatus().excludedCount).isEqualTo(120);
            assertThat(done.getStatus().progress.models).isEqualTo(SmallPool.MODELS);
            assertThat(Serialization.asJson(done.getStatus()).getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(STATUS_BYTES);
        }
    }

    /** So that the longest of a crowd's URIs are as long as they may be. */
    private Path deepFolder() {
        int nameCharacters = "/clip-vit-b32-lr3.0e-5-wd0.1-mixup0.8-label-smoothing0.1-100.safetensors".length();
        Path deep = folder.resolve("d".repeat(200));
        int left = LONGEST_URI - nameCharacters - ("file://" + deep + "/").length();
        return deep.resolve("e".repeat(left));
    }

    @Test
    void theLargestThatPodsCanBeToldIsRun() {
        try (Sandbox sandbox = Sandbox.open(new SimulatedWorkers(1)).withOperator()) {
            SoupSelection large = largest(sandbox.namespace());
            sandbox.client().resource(large).create();

            sandbox.await("vit", "SoupSelected");
        }
    }

    @Test
    void aLargerOneIsRefusedInTheWordsOfTheCommandLine() {
        try (Sandbox sandbox = Sandbox.open(new SimulatedWorkers(1)).withOperator()) {
            SoupSelection larger = largest(sandbox.namespace());
            larger.getSpec().strategy.include.add(mixture(larger.getSpec().models));
            List<Problem> local = SpecValidator.validate(larger).problems();

            sandbox.client().resource(larger).create();

            String message = Sandbox.message(sandbox.await("vit", "InvalidSpec"));
            assertThat(local).extracting(Problem::toString).containsExactly(message);
            assertThat(message)
                    .startsWith("spec: has ")
                    .contains("at most 1048576")
                    .contains("spec.strategy.include");
            assertThat(sandbox.events("vit")).extracting(Event::getNote).containsExactly(message);
            assertThat(sandbox.jobs("vit")).isEmpty();
        }
    }

    private static SoupSelection largest(String namespace) {
        SoupSelection resource = Resources.manifest("vit", namespace, spec -> {});
        resource.getSpec().models = new ArrayList<>(IntStream.range(0, 256)
                .mapToObj(i -> Resources.model("m".repeat(60) + i))
                .toList());
        resource.getSpec().strategy.type = Type.Listed;
        // About 17 kB each.
        resource.getSpec().strategy.include =
                new ArrayList<>(Collections.nCopies(55, mixture(resource.getSpec().models)));
        do {
            resource.getSpec().strategy.include.add(mixture(resource.getSpec().models));
        } while (SpecValidator.validate(resource).problems().isEmpty());
        resource.getSpec().strategy.include.remove(0);
        return resource;
    }

    private static ListedMixture mixture(List<ModelSpec> models) {
        ListedMixture mixture = new ListedMixture();
        mixture.models = models.stream().map(model -> model.name).toList();
        return mixture;
    }
}
