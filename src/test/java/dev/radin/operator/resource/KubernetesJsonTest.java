package dev.radin.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
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
            .endContainer()
            .endSpec()
            .build();

    @Test
    void readsAllButWhoSetWhichField() {
        Pod read = KubernetesJson.SERIALIZATION.unmarshal(Serialization.asJson(pod), Pod.class);

        assertThat(read)
                .isEqualTo(new PodBuilder(pod)
                        .editMetadata()
                        .withManagedFields()
                        .endMetadata()
                        .build());
    }
}
