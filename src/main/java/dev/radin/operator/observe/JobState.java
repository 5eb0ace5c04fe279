package dev.radin.operator.observe;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.stream.Stream;

/** What a Job says of itself, whatever became of its pods. */
public final class JobState {

    static final String COMPLETE = "Complete";
    static final String FAILED = "Failed";

    private JobState() {}

    /** The conditions of these types that are true. */
    static Stream<JobCondition> holding(Job job, String... types) {
        return job.getStatus() == null
                ? Stream.empty()
                : job.getStatus().getConditions().stream()
                        .filter(c -> List.of(types).contains(c.getType()) && "True".equals(c.getStatus()));
    }

    public static boolean hasEnded(Job job) {
        return holding(job, COMPLETE, FAILED).findAny().isPresent();
    }

    public static boolean isSuspended(Job job) {
        return Boolean.TRUE.equals(job.getSpec().getSuspend());
    }
}
