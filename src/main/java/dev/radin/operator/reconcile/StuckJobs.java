package dev.radin.operator.reconcile;

import dev.radin.fault.Reason;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.observe.Enquiries;
import dev.radin.operator.observe.JobTrouble;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Jobs of which no watch will report more: refused by a quota, suspended by others, without pods, or with a pod that does not start. The API
 * server is asked about them after a while, and then more and more rarely.
 */
final class StuckJobs {

    private static final Duration RAREST = Duration.ofMinutes(5);

    /** The next look comes when a quarter more of the time has passed that it has been so. */
    private static final int AGE_DIVISOR = 4;

    /** Longer than a busy cluster takes to make a Job's pods. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Enquiries enquiries;
    private final Runnable provideAgain;
    private final Supplier<Instant> refusedSince;
    private final OperatorConfig config;
    private final Instant now;
    private Duration lookAgain;

    /**
     * @param provideAgain makes what pods of ours need
     * @param refusedSince when the API server refused the Job for the first time
     */
    StuckJobs(
            Enquiries enquiries,
            Runnable provideAgain,
            Supplier<Instant> refusedSince,
            OperatorConfig config,
            Instant now) {
        this.enquiries = enquiries;
        this.provideAgain = provideAgain;
        this.refusedSince = refusedSince;
        this.config = config;
        this.now = now;
    }

    /** @return the state, with what keeps the Job from running if that could be found out */
    SelectionState explain(SelectionState state, Optional<ObservedJob> current) {
        if (state instanceof SelectionState.Refused refused && refused.reason() == Reason.JobRefused) {
            // A role or a policy may be mended, and nothing would say so.
            lookAgain = RAREST;
        }
        if (!(state instanceof SelectionState.Running running)) {
            return state;
        }
        if (current.isEmpty()) {
            // Just made; or refused by a quota, which is tried again.
            lookAgain = running.blocker() == null
                    ? config.troubleInterval()
                    : next(Duration.between(refusedSince.get(), now));
            return state;
        }
        ObservedJob job = current.get();
        Optional<Instant> deleted = job.deletedSince();
        if (deleted.isPresent()) {
            return isPast(deleted.get()) ? blocked(running, Optional.of(JobTrouble.beingDeleted(job))) : state;
        }
        Optional<Instant> unseen = job.unseenSince();
        if (unseen.isPresent()) {
            return isPast(unseen.get()) && isLong(unseen.get())
                    ? blocked(running, Optional.of(JobTrouble.unseen(job)))
                    : state;
        }
        Optional<Instant> held = job.heldSince();
        if (held.isPresent()) {
            return isPast(held.get())
                    ? blocked(running, Optional.of(enquiries.whySuspended().apply(job)))
                    : state;
        }
        Optional<Instant> podless = job.podlessSince();
        if (podless.isPresent()) {
            return isPast(podless.get()) && running.blocker() == null
                    ? blocked(running, enquiries.whyNoPods().apply(job).or(() -> forgotten(podless.get(), job)))
                    : state;
        }
        Optional<Instant> untouched = job.untouchedSince();
        if (untouched.isPresent()) {
            return isPast(untouched.get()) ? blocked(running, forgotten(untouched.get(), job)) : state;
        }
        Optional<PodTrouble.Held> open = PodTrouble.held(job);
        if (open.isPresent()) {
            return isPast(open.get().since())
                    ? blocked(running, Optional.of(open.get().blocker()))
                    : state;
        }
        Optional<Instant> stuck = PodTrouble.stuckSince(job);
        if (stuck.isPresent() && isPast(stuck.get())) {
            Optional<PodBlocker> blocker = enquiries.whyNoStart().apply(job);
            // The volume that is missing may be the ConfigMap, which is ours to make.
            blocker.ifPresent(b -> provideAgain.run());
            return blocked(running, blocker);
        }
        return state;
    }

    private static SelectionState blocked(SelectionState.Running running, Optional<PodBlocker> blocker) {
        return blocker.<SelectionState>map(b -> new SelectionState.Running(running.task(), running.itemsDone(), b))
                .orElse(running);
    }

    /** @return whether it has been so for long enough to ask; there will be another look in any case */
    private boolean isPast(Instant since) {
        Duration age = Duration.between(since, now);
        lookAgain = next(age);
        return age.compareTo(config.troubleInterval()) >= 0;
    }

    /** A Job that has had no pods for long. */
    private Optional<PodBlocker> forgotten(Instant since, ObservedJob job) {
        return isLong(since) ? Optional.of(JobTrouble.forgotten(job)) : Optional.empty();
    }

    private boolean isLong(Instant since) {
        return Duration.between(since, now).compareTo(LONG) >= 0;
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
