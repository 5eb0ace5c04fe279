package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs a {@link PodProgram} in place of a container. */
record InProcessRuntime(PodProgram program, Executor executor) implements PodRuntime {

    @Override
    public RunningPod start(Pod pod) {
        PodEnding planned = program.run(pod);
        CompletableFuture<PodEnding> ending = new CompletableFuture<>();
        if (planned.moment().isDone()) {
            ending.complete(planned);
        } else {
            planned.moment().thenRunAsync(() -> ending.complete(planned), executor);
        }
        return new Planned(ending);
    }

    private record Planned(CompletableFuture<PodEnding> ending) implements RunningPod {

        @Override
        public void terminate() {
            ending.complete(PodEnding.exit(143, ""));
        }

        @Override
        public void kill() {
            ending.complete(PodEnding.exit(137, ""));
        }
    }
}
