package dev.radin.operator.reconcile;

import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.operator.observe.ToldInEvents;
import dev.radin.status.Situation;
import dev.radin.status.Waiting;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Jobs of which no watch will tell more: without pods, or with a pod that does not start. They are looked into after a
 * while, and then more and more rarely.
 */
final class StuckJobs {

    private static final Duration RAREST = Duration.ofMinutes(5);

    /** The next look comes after a quarter of the Job's age. */
    private static final int AGE_DIVISOR = 4;

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final Instant now;
    private Duration lookAgain;

    StuckJobs(KubernetesClient client, OperatorConfig config, Instant now) {
        this.client = client;
        this.config = config;
        this.now = now;
    }

    /** @return the situation, with what keeps the Job from running if that could be found out */
    Situation explain(Situation situation, Optional<ObservedJob> current, Actions actions) {
        if (!(situation instanceof Situation.Running running)) {
            return situation;
        }
        if (current.isEmpty()) {
            // Just made, or refused for a quota.
            lookAgain = config.troubleInterval();
            return situation;
        }
        ObservedJob job = current.get();
        boolean podless = job.livePods().isEmpty() && !job.isSuspended();
        boolean stuck = !PodTrouble.stuck(job).isEmpty();
        if (!podless && !stuck) {
            return situation;
        }
        Duration age = Duration.between(job.created(), now);
        lookAgain = next(age);
        if (age.compareTo(config.troubleInterval()) < 0) {
            return situation;
        }
        ToldInEvents told = new ToldInEvents(client);
        Optional<Waiting> waiting = podless ? told.ofJob(job) : told.ofPods(job);
        if (stuck && waiting.isPresent()) {
            // The volume may be the one that is ours to make.
            actions.provideAgain();
        }
        return waiting.<Situation>map(w -> new Situation.Running(running.task(), running.itemsDone(), w))
                .orElse(situation);
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
