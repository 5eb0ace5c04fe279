package dev.radin.operator.observe;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.resource.JobTask;
import dev.radin.operator.resource.Ownership;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the Jobs of a selection and their pods from the informers' caches; asks the API server for nothing. */
public final class Observer {

    private Observer() {}

    /** @return the Jobs that this very resource owns */
    public static Observation observe(SoupSelection resource, Context<SoupSelection> context) {
        List<Pod> pods = context.getSecondaryResourcesAsStream(Pod.class).toList();
        List<ObservedJob> jobs = new ArrayList<>();
        List<UnreadableJob> unreadable = new ArrayList<>();
        context.getSecondaryResourcesAsStream(Job.class)
                .filter(job -> Ownership.owns(resource, job))
                .forEach(job -> {
                    try {
                        jobs.add(new ObservedJob(
                                job,
                                JobTask.read(job),
                                pods.stream()
                                        .filter(pod -> Ownership.owns(job, pod))
                                        .toList()));
                    } catch (IllegalArgumentException e) {
                        unreadable.add(new UnreadableJob(job.getMetadata().getName(), e.getMessage()));
                    }
                });
        jobs.sort(Comparator.comparing(ObservedJob::created).thenComparing(ObservedJob::name));
        unreadable.sort(Comparator.comparing(UnreadableJob::name));
        return new Observation(List.copyOf(jobs), List.copyOf(unreadable));
    }
}
