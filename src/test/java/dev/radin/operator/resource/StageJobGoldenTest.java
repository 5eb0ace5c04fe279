package dev.radin.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.Golden;
import dev.radin.api.v1alpha1.PodPoolSpec;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.VolumeSpec;
import dev.radin.operator.Resources;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.protocol.Cost;
import dev.radin.protocol.SelectionDocument;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The Jobs, as a cluster is given them. */
class StageJobGoldenTest {

    private static final OperatorConfig CONFIG = new OperatorConfig(
            "test",
            "radin:1",
            "radin:1-cuda",
            Set.of(),
            Optional.empty(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));

    private final SoupSelection resource = Resources.selection("vit");

    @Test
    void extractWithNothingSaid() {
        StageTask task = new StageTask(Stage.extract, 0, "0011223344556677", 12, 4, "aa", null, Cost.NONE);

        Golden.check("job-extract.yaml", Serialization.asYaml(job(task)));
    }

    @Test
    void publishWithEverythingSaid() throws Exception {
        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpu"));
        resource.getSpec().workers.cpu = new PodPoolSpec();
        resource.getSpec().workers.cpu.image = "registry.local/radin:2";
        resource.getSpec().workers.cpu.resources = json("{'requests': {'cpu': '2', 'memory': '8Gi'}}");
        resource.getSpec().workers.cpu.labels = Map.of("team", "vision");
        resource.getSpec().workers.serviceAccountName = "reader";
        resource.getSpec().workers.env = List.of(json("{'name': 'AWS_REGION', 'value': 'eu-west-1'}"));
        VolumeSpec models = new VolumeSpec();
        models.name = "models";
        models.persistentVolumeClaim = json("{'claimName': 'models', 'readOnly': true}");
        resource.getSpec().workers.volumes = List.of(models);
        resource.getSpec().workers.volumeMounts = List.of(json("{'name': 'models', 'mountPath': '/models'}"));
        resource.getSpec().workers.tolerations = List.of(json("{'key': 'nvidia.com/gpu', 'operator': 'Exists'}"));
        resource.getSpec().workers.fsGroup = 1000L;
        StageTask task = new StageTask(Stage.publish, 0, "0011223344556677", 1, 1, "aa", "bb", new Cost(12, 4, 81.5));

        Golden.check("job-publish.yaml", Serialization.asYaml(job(task)));
    }

    @Test
    void theLongestNamesStillFitTheirPods() {
        SoupSelection longest = Resources.selection("a".repeat(40));
        StageTask task = new StageTask(Stage.evaluate, 99, "0011223344556677", 1000, 1, "aa", "bb", Cost.NONE);

        String name = WorkersRevision.of(longest).jobName(longest, task, 2);

        assertThat(name + "-999").hasSizeLessThanOrEqualTo(63).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }

    private Job job(StageTask task) {
        return new StageJob(resource, new SelectionDocument(Selections.of(resource)), CONFIG)
                .desired(WorkersRevision.of(resource).jobName(resource, task, 0), task);
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
    }
}
