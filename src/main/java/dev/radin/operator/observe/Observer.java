package dev.radin.operator.observe;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.resource.Ownership;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Comparator;
import java.util.List;

/** Reads the Jobs of a selection and their pods from the informers' caches; asks the API server for nothing. */
public final class Observer {

    private Observer() {}

    /** @return the Jobs that this very resource owns, the oldest first */
    public static List<ObservedJob> jobs(SoupSelection resource, Context<SoupSelection> context) {
        List<Pod> pods = context.getSecondaryResourcesAsStream(Pod.class).toList();
        return context.getSecondaryResourcesAsStream(Job.class)
                .filter(job -> Ownership.owns(resource, job))
                .map(job -> new ObservedJob(
                        job,
                        pods.stream().filter(pod -> Ownership.owns(job, pod)).toList()))
                .sorted(Comparator.comparing(ObservedJob::created).thenComparing(ObservedJob::name))
                .toList();
    }
}
