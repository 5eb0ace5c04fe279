package dev.radin.operator.reconcile;

import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.status.Situation;
import dev.radin.status.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Jobs of which no watch will tell more: without pods, or with a pod that does not start. They are looked into after a
 * while, and then more and more rarely.
 */
final class StuckJobs {

    private static final Duration RAREST = Duration.ofMinutes(5);

    /** The next look comes after a quarter of the time that it has been so. */
    private static final int AGE_DIVISOR = 4;

    /** Intervals until a pod that does not start is suspected of missing its selection. */
    private static final int PATIENCE = 6;

    private final Function<ObservedJob, Optional<Waiting>> refusals;
    private final Runnable provideAgain;
    private final OperatorConfig config;
    private final Instant now;
    private Duration lookAgain;

    /**
     * @param refusals asks the API server why a Job has no pods
     * @param provideAgain makes what pods of ours need
     */
    StuckJobs(
            Function<ObservedJob, Optional<Waiting>> refusals,
            Runnable provideAgain,
            OperatorConfig config,
            Instant now) {
        this.refusals = refusals;
        this.provideAgain = provideAgain;
        this.config = config;
        this.now = now;
    }

    /** @return the situation, with what keeps the Job from running if that could be found out */
    Situation explain(Situation situation, Optional<ObservedJob> current) {
        if (!(situation instanceof Situation.Running running)) {
            return situation;
        }
        if (current.isEmpty()) {
            // Just made, or refused for a quota.
            lookAgain = config.troubleInterval();
            return situation;
        }
        ObservedJob job = current.get();
        Optional<Instant> stuck = PodTrouble.stuckSince(job);
        if (stuck.isPresent()) {
            // An image that is being pulled looks just like a volume that cannot be mounted.
            if (isPast(stuck.get(), config.troubleInterval().multipliedBy(PATIENCE))) {
                provideAgain.run();
            }
            return situation;
        }
        Optional<Instant> podless = job.podlessSince();
        if (podless.isPresent() && isPast(podless.get(), config.troubleInterval())) {
            return refusals.apply(job)
                    .<Situation>map(waiting -> new Situation.Running(running.task(), running.itemsDone(), waiting))
                    .orElse(situation);
        }
        return situation;
    }

    /** @return whether it has been so for that long; if not, or even so, there will be another look */
    private boolean isPast(Instant since, Duration patience) {
        Duration age = Duration.between(since, now);
        lookAgain = next(age);
        return age.compareTo(patience) >= 0;
    }

    private Duration next(Duration age) {
        Duration later = age.dividedBy(AGE_DIVISOR);
        Duration atLeast = later.compareTo(config.troubleInterval()) > 0 ? later : config.troubleInterval();
        return atLeast.compareTo(RAREST) > 0 ? RAREST : atLeast;
    }

    Optional<Duration> lookAgain() {
        return Optional.ofNullable(lookAgain);
    }
}
