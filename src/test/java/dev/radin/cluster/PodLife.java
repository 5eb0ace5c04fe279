package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One Pod on a fake node, from its start to its end, told to the API server as a kubelet tells it. */
final class PodLife {

    private final FakeNode node;
    private final PodStatuses statuses;
    private volatile Pod pod;
    private PodRuntime.RunningPod running;
    private String waitingFor;
    private boolean retrying;
    private boolean terminating;
    private boolean ended;
    private boolean gone;
    private boolean messageLost;

    PodLife(FakeNode node, Pod pod) {
        this.node = node;
        this.pod = pod;
        statuses = PodStatuses.of(pod);
    }

    /** Notes how the Pod is now; to be called in the order of its changes. */
    void note(Pod latest) {
        pod = latest;
    }

    /** Starts the container if that can be, and sees to a deletion. Called after each change of the Pod, and to try again. */
    synchronized void observe() {
        if (gone) {
            return;
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            terminate();
        } else if (running == null && !ended) {
            start();
        }
    }

    /** Meets {@code fault} now, if its container runs. */
    synchronized void strike(Fault fault) {
        if (running == null || ended) {
            return;
        }
        if (fault instanceof Fault.Eviction) {
            evict();
        } else if (fault instanceof Fault.Ending forced) {
            end(forced.ending());
        } else if (fault instanceof Fault.MessageLost) {
            messageLost = true;
        }
    }

    /** Its processes end and nothing is said, as when the node's power fails. */
    synchronized void vanish() {
        gone = true;
        ended = true;
        if (running != null) {
            running.kill();
        }
    }

    Pod pod() {
        return pod;
    }

    synchronized String said() {
        return running == null ? "" : running.said();
    }

    private void start() {
        Optional<Fault> fault = node.faultFor(pod);
        try {
            if (fault.orElse(null) instanceof Fault.ImagePullBackOff) {
                throw PodRuntime.CannotStart.imagePull(pod);
            }
            running = node.runtime().start(pod);
        } catch (PodRuntime.CannotStart e) {
            await(e);
            return;
        }
        if (!running.ending().isDone()) {
            node.writes().status(pod, statuses.running());
        }
        fault.ifPresent(this::strike);
        running.ending().thenAcceptAsync(this::end, node.workers());
    }

    private void await(PodRuntime.CannotStart cause) {
        String now = cause.getMessage() + cause.event();
        if (!now.equals(waitingFor)) {
            waitingFor = now;
            node.writes().status(pod, statuses.waiting(cause.reason(), cause.getMessage()));
            if (!cause.event().isEmpty()) {
                node.writes().failedMount(pod, cause.event());
            }
        }
        if (!retrying) {
            retrying = true;
            node.workers().schedule(this::retry, 500, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void retry() {
        retrying = false;
        observe();
    }

    private void terminate() {
        if (running == null || ended) {
            ended = true;
            node.writes().forget(pod);
        } else if (!terminating) {
            terminating = true;
            running.terminate();
            Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
            node.workers().schedule(running::kill, grace == null ? 30 : grace, TimeUnit.SECONDS);
        }
    }

    private void evict() {
        ended = true;
        running.kill();
        node.writes().status(pod, statuses.evicted());
    }

    private synchronized void end(PodEnding ending) {
        if (ended) {
            return;
        }
        ended = true;
        running.kill();
        node.writes().status(pod, statuses.ended(messageLost ? ending.withoutMessage() : ending));
        if (terminating) {
            node.writes().forget(pod);
        }
    }
}
