package dev.radin.operator.metric;

import dev.radin.operator.observe.JobState;
import dev.radin.operator.resource.JobLabels;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * For how long the oldest Job of each stage has run, counted in the informer's cache when somebody asks. It is to be compared
 * with how long such stages took, so it begins where that does: when the Job controller starts the Job, which is not while a
 * queue holds it.
 */
public final class RunningStages {

    private final InstantSource clock;
    private volatile Supplier<Stream<Job>> jobs = Stream::empty;

    public RunningStages(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        for (Stage stage : Stage.values()) {
            Gauge.builder("radin.stage.running.seconds", this, running -> running.oldest(stage))
                    .description("For how long the oldest Job of the stage has run; 0 where none does")
                    .tag("stage", stage.name())
                    .register(registry);
        }
    }

    /** @param jobs all that the cache holds now */
    public void of(Supplier<Stream<Job>> jobs) {
        this.jobs = jobs;
    }

    private double oldest(Stage stage) {
        return jobs.get()
                .filter(job -> stage.name().equals(job.getMetadata().getLabels().get(JobLabels.STAGE)))
                .flatMap(job -> runningSince(job).stream())
                .min(Comparator.naturalOrder())
                .map(start ->
                        Math.max(0, Duration.between(start, clock.instant()).toSeconds()))
                .orElse(0L);
    }

    private static Optional<Instant> runningSince(Job job) {
        return Optional.of(job)
                .filter(running -> !JobState.hasEnded(running) && !JobState.isSuspended(running))
                .map(Job::getStatus)
                .map(JobStatus::getStartTime)
                .map(Instant::parse);
    }
}
