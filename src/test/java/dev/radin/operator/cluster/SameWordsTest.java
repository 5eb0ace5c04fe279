package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.BadInput;
import dev.radin.cli.BadModel;
import dev.radin.cli.Cli;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is wrong with the files behind a resource, as workers find it in pods: the condition and the Event say it in the
 * words that {@code radin run} has for the same resource.
 */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class SameWordsTest {

    private static final AtomicInteger POOLS = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = Sandbox.withRealWorkers(folder.resolve("node")).withOperator();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    static List<BadInput> inputs() {
        return BadInput.inputs();
    }

    static List<BadModel> models() {
        return BadModel.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void aBadInputStopsIt(BadInput bad) {
        SmallPool files = files();
        bad.damage().accept(files);

        isToldAlike(pool(files));
    }

    /** And leaves none out, though it is not the first stage that finds it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aBadModelStopsItWhereTheResourceSaysFail(BadModel bad) {
        SmallPool files = files().budget(1).spec("unusableModelPolicy: Fail");
        bad.addTo(files);

        SoupSelection stopped = isToldAlike(pool(files));

        assertThat(sandbox.events(stopped.getMetadata().getName()))
                .filteredOn(event -> "Warning".equals(event.getType()))
                .hasSize(1);
    }

    @Test
    void noUsableModelStopsIt() {
        SmallPool files = files();
        for (int i = 0; i < SmallPool.MODELS; i++) {
            files.put("m" + i + ".safetensors", files.modelWith(Float.NaN, i + 1));
        }

        isToldAlike(pool(files));
    }

    @Test
    void badModelsAreExcludedWithTheSameWords() {
        SmallPool files = files().budget(1);
        files.withModel("cut.safetensors", new byte[7])
                .withModel("nan.safetensors", files.modelWith(Float.NaN, 3))
                .withModel("overflow.safetensors", files.modelWith(3e38f, 300));
        Pool pool = pool(files);
        SoupSelection local = Serialization.unmarshal(pool.run().out(), SoupSelection.class);

        SoupSelection remote = sandbox.create(pool, "SoupSelected");

        assertThat(local.getStatus().excludedModels).hasSize(3);
        assertThat(Serialization.asYaml(remote.getStatus().excludedModels))
                .isEqualTo(Serialization.asYaml(local.getStatus().excludedModels));
        assertThat(remote.getStatus().modelCounts.excluded).isEqualTo(3);
        assertThat(sandbox.events(remote.getMetadata().getName()))
                .filteredOn(event -> "ModelsExcluded".equals(event.getReason()))
                .extracting(Event::getNote)
                .anySatisfy(note -> assertThat(note)
                        .startsWith("3 left out: ")
                        .contains(local.getStatus().excludedModels.stream()
                                .map(e -> e.model + " (" + e.reason + "): " + e.message)
                                .toList()));
    }

    private record Told(String reason, String message) {

        static Told by(Cli.Result run) {
            String[] parts = run.err().strip().split(": ", 3);
            assertThat(parts[0]).isEqualTo("radin");
            return new Told(parts[1], parts[2]);
        }

        static Told by(Condition ready) {
            return new Told(ready.getReason(), ready.getMessage());
        }

        static Told by(Event event) {
            return new Told(event.getReason(), event.getNote());
        }
    }

    private static SoupSelection isToldAlike(Pool pool) {
        Told local = Told.by(pool.run());

        SoupSelection stopped = sandbox.create(pool, local.reason());

        assertThat(Told.by(ConditionQueries.ready(stopped.getStatus()))).isEqualTo(local);
        assertThat(ConditionQueries.holds(stopped.getStatus(), "Stalled")).isTrue();
        assertThat(sandbox.events(stopped.getMetadata().getName()))
                .filteredOn(event -> "Warning".equals(event.getType()) && !"ModelsExcluded".equals(event.getReason()))
                .extracting(Told::by)
                .containsExactly(local);
        assertThat(stopped.getStatus().result).isNull();
        assertThat(pool.files().written()).noneMatch(file -> file.contains("soups/") || file.contains(".radin-"));
        return stopped;
    }

    private static SmallPool files() {
        return SmallPool.in(folder.resolve("pool-" + POOLS.incrementAndGet()));
    }

    private static Pool pool(SmallPool files) {
        return Pool.of(files, sandbox.namespace(), files.folder.getFileName().toString());
    }
}
