package dev.radin.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.BaseSpec;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.Resources;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.api.Test;

/** The claims that URIs name. */
class ClaimVolumesTest {

    private final SoupSelection resource = Resources.selection("vit");

    @Test
    void withoutSuchUrisThereAreNone() {
        assertThat(volumes().volumes()).isEmpty();
        assertThat(volumes().mounts()).isEmpty();
    }

    @Test
    void eachIsMountedOnceAndOnlyTheOutputsCanBeWritten() {
        resource.getSpec().models.get(0).uri = "pvc://runs/a.safetensors";
        resource.getSpec().models.get(1).uri = "pvc://runs/b.safetensors";
        resource.getSpec().models.get(2).uri = "pvc://other.claim/c.safetensors";
        resource.getSpec().output.uri = "pvc://soups/vit/";

        assertThat(volumes().volumes())
                .extracting(v -> v.getPersistentVolumeClaim().getClaimName())
                .containsExactly("other.claim", "runs", "soups");
        assertThat(volumes().volumes()).extracting(Volume::getName).doesNotHaveDuplicates();
        assertThat(volumes().volumes())
                .extracting(v -> v.getPersistentVolumeClaim().getReadOnly())
                .containsExactly(true, true, null);
        assertThat(volumes().mounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/var/radin/claims/other.claim", "/var/radin/claims/runs", "/var/radin/claims/soups");
        assertThat(volumes().mounts()).extracting(VolumeMount::getReadOnly).containsExactly(true, true, null);
    }

    @Test
    void theBaseOfAdaptersIsReadFromItsClaimOrBucket() {
        resource.getSpec().base = new BaseSpec();
        resource.getSpec().base.uri = "pvc://bases/llama";

        assertThat(volumes().mounts()).extracting(VolumeMount::getMountPath).containsExactly("/var/radin/claims/bases");
        assertThat(volumes().mounts()).extracting(VolumeMount::getReadOnly).containsExactly(true);

        resource.getSpec().base.uri = "s3://bases/llama";

        assertThat(volumes().volumes()).isEmpty();
    }

    @Test
    void aClaimThatIsReadAndWrittenCanBeWritten() {
        resource.getSpec().models.get(0).uri = "pvc://runs/a.safetensors";
        resource.getSpec().output.uri = "pvc://runs/out";

        assertThat(volumes().mounts()).extracting(VolumeMount::getReadOnly).containsExactly((Boolean) null);
    }

    private ClaimVolumes volumes() {
        return ClaimVolumes.of(Selections.of(resource));
    }
}
