package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.concurrent.CompletableFuture;

/** What a fake node has in place of a container runtime. */
interface PodRuntime {

    /** Starts the Pod's one container. */
    RunningPod start(Pod pod) throws CannotStart;

    /** A container that was started. */
    interface RunningPod {

        /** Completes when it ends, by itself or not. */
        CompletableFuture<PodEnding> ending();

        /** SIGTERM. */
        void terminate();

        /** SIGKILL. */
        void kill();

        /** The beginning of its log; empty where nothing really runs. */
        default String said() {
            return "";
        }
    }

    /** The container stays waiting; a node tries again, as a kubelet does. */
    final class CannotStart extends Exception {

        private final String reason;
        private final String event;

        /** @param reason as a kubelet gives it: ImagePullBackOff, CreateContainerConfigError */
        CannotStart(String reason, String message) {
            this(reason, message, "");
        }

        private CannotStart(String reason, String message, String event) {
            super(message);
            this.reason = reason;
            this.event = event;
        }

        /** A kubelet says this in an event, and in the status only that it has not come further. */
        static CannotStart mount(String volume, String why) {
            return new CannotStart(
                    "ContainerCreating", "", "MountVolume.SetUp failed for volume \"" + volume + "\" : " + why);
        }

        static CannotStart imagePull(Pod pod) {
            String image = pod.getSpec().getContainers().get(0).getImage();
            return new CannotStart("ImagePullBackOff", "Back-off pulling image \"" + image + "\"");
        }

        String reason() {
            return reason;
        }

        /** Of a volume that cannot be mounted, for an event {@code FailedMount}; empty for any other cause. */
        String event() {
            return event;
        }
    }
}
