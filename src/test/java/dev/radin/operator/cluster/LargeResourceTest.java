package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.ListedStrategySpec;
import dev.radin.api.v1alpha1.MemberSpec;
import dev.radin.api.v1alpha1.MixtureSpec;
import dev.radin.api.v1alpha1.ModelSpec;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.StrategySpec;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import dev.radin.protocol.Selection.StrategyChoice.Type;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Resources as large as they may be. */
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

            assertThat(done.getStatus().modelCounts.excluded).isEqualTo(120);
            assertThat(done.getStatus().modelCounts.usable).isEqualTo(SmallPool.MODELS);
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
    void asManyMixturesAsThereMayBeAreRun() {
        try (Sandbox sandbox = Sandbox.open(new SimulatedWorkers(1)).withOperator()) {
            SoupSelection resource = Resources.manifest("vit", sandbox.namespace(), spec -> {});
            listMixtures(resource);
            sandbox.client().resource(resource).create();

            sandbox.await("vit", "SoupSelected");
        }
    }

    /** The API server takes more than a ConfigMap does, as letters may have several bytes. */
    @Test
    void whatPodsCannotBeToldIsRefused() {
        try (Sandbox sandbox = Sandbox.open(new SimulatedWorkers(1)).withOperator()) {
            SoupSelection resource = Resources.manifest("vit", sandbox.namespace(), spec -> {});
            listMixtures(resource);
            resource.getSpec()
                    .models
                    .forEach(model ->
                            model.uri = "file:///" + "\u00fc".repeat(1_900) + "/" + model.name + ".safetensors");
            sandbox.client().resource(resource).create();

            SoupSelection refused = sandbox.await("vit", "InvalidSpec");

            assertThat(Sandbox.message(refused))
                    .matches("spec: has 1[\\d,.]+ bytes as pods read it, and at most 1048576 fit.*");
        }
    }

    private static void listMixtures(SoupSelection resource) {
        resource.getSpec().models = new ArrayList<>(IntStream.range(0, 256)
                .mapToObj(i -> Resources.model("m".repeat(60) + (100 + i)))
                .toList());
        resource.getSpec().strategy = new StrategySpec();
        resource.getSpec().strategy.type = Type.Listed;
        resource.getSpec().strategy.listed = new ListedStrategySpec();
        resource.getSpec().strategy.listed.mixtures = IntStream.range(0, 256)
                .mapToObj(i -> mixture(i, resource.getSpec().models))
                .toList();
    }

    /** Of ten members, with a name as long as may be. */
    private static MixtureSpec mixture(int number, List<ModelSpec> models) {
        MixtureSpec mixture = new MixtureSpec();
        mixture.name = "x".repeat(60) + (100 + number);
        mixture.members = IntStream.range(0, 10)
                .mapToObj(k -> member(models.get((number + k) % models.size())))
                .toList();
        return mixture;
    }

    private static MemberSpec member(ModelSpec model) {
        MemberSpec member = new MemberSpec();
        member.model = model.name;
        member.weight = "0.123456789012345678901";
        return member;
    }
}
