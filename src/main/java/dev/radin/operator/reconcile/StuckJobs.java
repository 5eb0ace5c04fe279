package dev.radin.operator.reconcile;

import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
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

    private final Function<ObservedJob, Optional<PodBlocker>> whyNoPods;
    private final Function<ObservedJob, Optional<PodBlocker>> whyNoStart;
    private final Runnable provideAgain;
    private final OperatorConfig config;
    private final Instant now;
    private Duration lookAgain;

    /**
     * @param whyNoPods asks the API server what is said of a Job that gets no pods
     * @param whyNoStart asks it what is said of pods that are on a node and do not start
     * @param provideAgain makes what pods of ours need
     */
    StuckJobs(
            Function<ObservedJob, Optional<PodBlocker>> whyNoPods,
            Function<ObservedJob, Optional<PodBlocker>> whyNoStart,
            Runnable provideAgain,
            OperatorConfig config,
            Instant now) {
        this.whyNoPods = whyNoPods;
        this.whyNoStart = whyNoStart;
        this.provideAgain = provideAgain;
        this.config = config;
        this.now = now;
    }

    /** @return the situation, with what keeps the Job from running if that could be found out */
    SelectionState explain(SelectionState situation, Optional<ObservedJob> current) {
        if (!(situation instanceof SelectionState.Running running)) {
            return situation;
        }
        if (current.isEmpty()) {
            // Just made, or refused for a quota.
            lookAgain = config.troubleInterval();
            return situation;
        }
        ObservedJob job = current.get();
        Optional<Instant> podless = job.podlessSince();
        if (podless.isPresent()) {
            return isPast(podless.get()) ? waiting(running, whyNoPods.apply(job)) : situation;
        }
        Optional<Instant> stuck = PodTrouble.stuckSince(job);
        if (stuck.isPresent() && isPast(stuck.get())) {
            Optional<PodBlocker> told = whyNoStart.apply(job);
            // The volume that is missing may be the one that is ours to make.
            told.ifPresent(w -> provideAgain.run());
            return waiting(running, told);
        }
        return situation;
    }

    private static SelectionState waiting(SelectionState.Running running, Optional<PodBlocker> told) {
        return told.<SelectionState>map(w -> new SelectionState.Running(running.task(), running.itemsDone(), w))
                .orElse(running);
    }

    /** @return whether it has been so for long enough to ask; there will be another look in any case */
    private boolean isPast(Instant since) {
        Duration age = Duration.between(since, now);
        lookAgain = next(age);
        return age.compareTo(config.troubleInterval()) >= 0;
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
