package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;

/** Small Pods and Jobs whose one container is a shell script. */
final class ShellPods {

    private ShellPods() {}

    static PodSpec spec(String script) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("main")
                .withImage("shell")
                .withCommand("/bin/sh", "-c", script, "main")
                .endContainer()
                .build();
    }

    /** An Indexed Job that forgives nothing but what is not its Pods' fault. */
    static JobBuilder job(String name, int indexes, PodSpec spec) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(indexes)
                .withParallelism(indexes)
                .withBackoffLimit(0)
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .endPodFailurePolicy()
                .withNewTemplate()
                .withSpec(spec)
                .endTemplate()
                .endSpec();
    }
}
