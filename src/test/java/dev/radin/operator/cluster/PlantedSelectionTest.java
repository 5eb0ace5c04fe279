package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.Fault;
import dev.radin.cluster.Injection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.resource.SelectionConfigMap;
import dev.radin.protocol.SelectionDocument;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ConfigMap that tells pods what to do, in the hands of somebody who may write ConfigMaps. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class PlantedSelectionTest {

    private static final String FILE = "selection.json";
    private static final String REFUSED = "is not the selection this worker was started for";

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private SmallPool files;
    private SoupSelection resource;

    @BeforeEach
    void open() {
        sandbox = Sandbox.withRealWorkers(folder.resolve("node")).withOperator();
        files = SmallPool.in(folder.resolve("pool")).budget(0);
        resource = Pool.of(files, sandbox.namespace(), "vit").resource();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aSelectionThatIsThereBeforeOursIsNotRun() {
        sandbox.client().resource(planted()).create();

        sandbox.client().resource(resource).create();

        isRefusedUntilItIsGone();
    }

    @Test
    void aSelectionPutInPlaceOfOursIsNotRun() {
        Injection held = sandbox.node().inject(Fault.imagePullBackOff(), pod -> true);
        sandbox.client().resource(resource).create();
        sandbox.await("vit", "ImagePullFailed");
        configMap().delete();
        sandbox.client().resource(planted()).create();

        held.lift();

        isRefusedUntilItIsGone();
    }

    @Test
    void ourSelectionCannotBeEdited() {
        sandbox.node().inject(Fault.imagePullBackOff(), pod -> true);
        sandbox.client().resource(resource).create();
        sandbox.await("vit", "ImagePullFailed");

        assertThatThrownBy(() -> configMap().edit(map -> new ConfigMapBuilder(map)
                        .addToData(FILE, planted().getData().get(FILE))
                        .build()))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("immutable");
    }

    @Test
    void ourSelectionIsMadeAgainWhenSomebodyRemovedIt() {
        Injection held = sandbox.node().inject(Fault.imagePullBackOff(), pod -> true);
        sandbox.client().resource(resource).create();
        sandbox.await("vit", "ImagePullFailed");
        configMap().delete();

        held.lift();

        sandbox.await("vit", "it has ended", r -> ConditionQueries.holds(r.getStatus(), "Ready"));
    }

    private void isRefusedUntilItIsGone() {
        SoupSelection stopped = sandbox.await("vit", "InvalidSpec");
        assertThat(Sandbox.message(stopped)).contains(FILE).contains(REFUSED).contains("spec.rerunNonce");
        assertThat(sandbox.events("vit")).extracting(Event::getNote).contains(Sandbox.message(stopped));
        assertThat(folder.resolve("elsewhere")).doesNotExist();
        assertThat(files.written()).isEmpty();

        configMap().delete();
        sandbox.edit("vit", r -> r.getSpec().rerunNonce = "again");

        sandbox.await("vit", "it has ended", r -> ConditionQueries.holds(r.getStatus(), "Ready"));
    }

    private Resource<ConfigMap> configMap() {
        return sandbox.client()
                .configMaps()
                .inNamespace(sandbox.namespace())
                .withName(planted().getMetadata().getName());
    }

    /** Under the name of ours, and without a fault but that its output is another. */
    private ConfigMap planted() {
        ConfigMap desired = SelectionConfigMap.desired(resource, new SelectionDocument(Selections.of(resource)));
        String content = desired.getData()
                .get(FILE)
                .replace(resource.getSpec().output.uri, "file://" + folder.resolve("elsewhere"));
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(sandbox.namespace())
                .withName(desired.getMetadata().getName())
                .endMetadata()
                .addToData(FILE, content)
                .build();
    }
}
