package dev.radin.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class KubernetesJsonTest {

    private final Pod pod = new PodBuilder()
            .withNewMetadata()
            .withName("vit-rank-x7k2p")
            .addToLabels("radin.dev/selection", "vit")
            .addNewManagedField()
            .withManager("kube-controller-manager")
            .withFieldsV1(new FieldsV1())
            .endManagedField()
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("worker")
            .withImage("radin")
            .addNewEnv()
            .withName("nodeName")
            .withValue("of a container")
            .endEnv()
            .endContainer()
            .withNodeName("gpu-7")
            .endSpec()
            .withNewStatus()
            .withPhase("Running")
            .endStatus()
            .build();

    @Test
    void readsOfAPodAllButItsSpecificationAndWhoSetWhichField() {
        assertThat(read(pod, Pod.class))
                .isEqualTo(new PodBuilder(pod)
                        .editMetadata()
                        .withManagedFields()
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("gpu-7")
                        .endSpec()
                        .build());
    }

    @Test
    void readsOfAJobAllButItsTemplate() {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withName("vit-rank")
                .endMetadata()
                .withNewSpec()
                .withSuspend(true)
                .withNewTemplate()
                .withSpec(pod.getSpec())
                .endTemplate()
                .endSpec()
                .build();

        assertThat(read(job, Job.class))
                .isEqualTo(new JobBuilder(job)
                        .editSpec()
                        .withTemplate(null)
                        .endSpec()
                        .build());
    }

    @Test
    void writesWholeJobsAndPods() {
        PodTemplateSpec template = new PodTemplateSpec();
        template.setSpec(pod.getSpec());
        Job job =
                new JobBuilder().withNewSpec().withTemplate(template).endSpec().build();

        assertThat(Serialization.unmarshal(KubernetesJson.SERIALIZATION.asJson(job), Job.class))
                .isEqualTo(job);
        assertThat(Serialization.unmarshal(KubernetesJson.SERIALIZATION.asJson(pod), Pod.class)
                        .getSpec())
                .isEqualTo(pod.getSpec());
        assertThat(KubernetesJson.SERIALIZATION.convertValue(template, PodTemplateSpec.class))
                .isEqualTo(template);
    }

    /** As from an API server, which leaves nothing out. */
    private static <T> T read(T object, Class<T> type) {
        return KubernetesJson.SERIALIZATION.unmarshal(Serialization.asJson(object), type);
    }
}
