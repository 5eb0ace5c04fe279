package dev.radin.operator.cluster;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a selection leaves behind, in a form that two runs can be compared by: without times, and without names that a
 * namespace is part of.
 *
 * @param events what was told, each as often as it was
 * @param jobs how many Jobs of each stage there are
 * @param passes which passes were made, and {@code passesMade} how often any was
 */
record EndState(
        String status,
        List<String> events,
        List<String> jobs,
        List<String> unfinished,
        Set<String> passes,
        int passesMade) {

    static EndState of(Sandbox sandbox, SimulatedWorkers workers, String name) {
        List<Job> jobs = sandbox.jobs(name);
        return new EndState(
                status(sandbox.get(name).getStatus()),
                sandbox.events(name).stream()
                        .map(e -> e.getType() + " " + e.getReason() + " " + e.getNote())
                        .sorted()
                        .toList(),
                jobs.stream()
                        .map(job -> job.getMetadata().getLabels().get("radin.dev/stage"))
                        .sorted()
                        .toList(),
                jobs.stream()
                        .filter(job -> job.getStatus().getCompletionTime() == null)
                        .map(job -> job.getMetadata().getName())
                        .toList(),
                new TreeSet<>(workers.passes().stream()
                        .map(pass -> pass.substring(pass.indexOf('/')))
                        .toList()),
                workers.passesMade());
    }

    private static String status(SoupSelectionStatus status) {
        status.conditions.forEach(condition -> condition.setLastTransitionTime(null));
        status.startTime = null;
        status.completionTime = null;
        status.resumeToken = null;
        status.report.uri = null;
        status.report.pageUri = null;
        status.stages.forEach(stage -> {
            stage.job = null;
            stage.startTime = null;
            stage.completionTime = null;
        });
        return Serialization.asYaml(status);
    }
}
