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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Jobs of which no watch will report more: refused by a quota, suspended by others, without pods, or with a pod that does
 * not start. The API server is asked about them after a while, and then more and more rarely.
 */
final class StuckJobs {

    private static final Duration RAREST = Duration.ofMinutes(5);

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
        return standstills(current.get(), running)
                .findFirst()
                .filter(standstill -> isPast(standstill.since()))
                .map(standstill -> blocked(running, standstill.why().apply(standstill.since())))
                .orElse(state);
    }

    /** @param why asked only when it has been so for a while, from since when; empty where it may be nothing */
    private record Standstill(Instant since, Function<Instant, Optional<PodBlocker>> why) {

        private static Stream<Standstill> of(Optional<Instant> since, Function<Instant, Optional<PodBlocker>> why) {
            return since.map(start -> new Standstill(start, why)).stream();
        }
    }

    /** What the Job stands still for; of several the first is told. */
    private Stream<Standstill> standstills(ObservedJob job, SelectionState.Running running) {
        Optional<PodTrouble.Held> open = PodTrouble.held(job);
        return Stream.of(
                        Standstill.of(job.deletedSince(), since -> Optional.of(JobTrouble.beingDeleted(job))),
                        Standstill.of(job.unseenSince(), since -> ifLong(since, JobTrouble.unseen(job))),
                        Standstill.of(job.unfinishedSince(), since -> ifLong(since, JobTrouble.unfinished(job))),
                        Standstill.of(
                                job.heldSince(),
                                since -> Optional.of(enquiries.whySuspended().apply(job))),
                        Standstill.of(job.podlessSince(), since -> whyNoPods(job, since, running)),
                        Standstill.of(job.untouchedSince(), since -> ifLong(since, JobTrouble.forgotten(job))),
                        Standstill.of(open.map(PodTrouble.Held::since), since -> open.map(PodTrouble.Held::blocker)),
                        Standstill.of(PodTrouble.stuckSince(job), since -> whyNoStart(job)))
                .flatMap(one -> one);
    }

    private Optional<PodBlocker> whyNoPods(ObservedJob job, Instant since, SelectionState.Running running) {
        return running.blocker() != null
                ? Optional.empty()
                : enquiries.whyNoPods().apply(job).or(() -> ifLong(since, JobTrouble.forgotten(job)));
    }

    private Optional<PodBlocker> whyNoStart(ObservedJob job) {
        Optional<PodBlocker> blocker = enquiries.whyNoStart().apply(job);
        // The volume that is missing may be the ConfigMap, which is ours to make.
        blocker.ifPresent(b -> provideAgain.run());
        return blocker;
    }

    private Optional<PodBlocker> ifLong(Instant since, PodBlocker blocker) {
        return Duration.between(since, now).compareTo(LONG) >= 0 ? Optional.of(blocker) : Optional.empty();
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

    /** When it has been so for twice as long: where a thousand wait for a busy cluster, looks are most of what is done. */
    private Duration next(Duration age) {
        Duration atLeast = age.compareTo(config.troubleInterval()) > 0 ? age : config.troubleInterval();
        return atLeast.compareTo(RAREST) > 0 ? RAREST : atLeast;
    }

    Optional<Duration> lookAgain() {
        return Optional.ofNullable(lookAgain);
    }
}
