package dev.radin.operator.cluster;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in a sandbox, a line each and what tells most first: all that is left to understand a test by that waited in vain
 * on another machine.
 */
final class Outline {

    /** Of a message; what is wrong stands at its beginning. */
    private static final int MOST_CHARACTERS = 300;

    private static final int MOST_LINES = 40;

    private Outline() {}

    /** Of one selection. */
    static String of(Sandbox sandbox, String name) {
        SoupSelection resource = sandbox.get(name);
        return (resource == null ? name + " does not exist" : selection(resource))
                + lines("Events", sandbox.events(name), Outline::event)
                + lines("Jobs", sandbox.jobs(name), Outline::job)
                + lines("pods", sandbox.pods(name), Outline::pod)
                + lines("what failed pods said", failed(sandbox.pods(name)), pod -> said(sandbox, pod))
                + lines("servers that have ended", sandbox.cluster().ended(), server -> server);
    }

    private static String selection(SoupSelection resource) {
        SoupSelectionStatus status = resource.getStatus();
        String identity = resource.getMetadata().getName() + " of generation "
                + resource.getMetadata().getGeneration() + ", version "
                + resource.getMetadata().getResourceVersion() + deletion(resource);
        if (status == null) {
            return identity + ", without a status";
        }
        return identity + ", observed " + status.observedGeneration
                + lines("conditions", listed(status.conditions), Outline::condition)
                + lines("stages", listed(status.stages), s -> join(s.stage, s.round, s.outcome, s.reason, s.job));
    }

    private static String condition(Condition condition) {
        return condition.getType() + "=" + condition.getStatus() + " "
                + join(condition.getReason(), condition.getLastTransitionTime(), condition.getMessage());
    }

    private static String event(Event event) {
        return join(event.getEventTime().getTime(), event.getType(), event.getReason(), event.getNote());
    }

    private static String job(Job job) {
        JobStatus status = job.getStatus();
        String conditions = listed(status.getConditions()).stream()
                .map(c -> " " + c.getType() + "=" + c.getStatus() + " " + join(c.getReason(), c.getMessage()))
                .collect(Collectors.joining());
        return job.getMetadata().getName() + " from " + job.getMetadata().getCreationTimestamp() + deletion(job)
                + (Boolean.TRUE.equals(job.getSpec().getSuspend()) ? ", suspended" : "")
                + ": active " + count(status.getActive()) + ", ready " + count(status.getReady()) + ", succeeded "
                + count(status.getSucceeded()) + ", failed " + count(status.getFailed()) + " of "
                + job.getSpec().getCompletions() + conditions;
    }

    private static int count(Integer pods) {
        return Objects.requireNonNullElse(pods, 0);
    }

    private static String pod(Pod pod) {
        Stream<String> conditions = pod.getStatus().getConditions().stream()
                .filter(c -> !"True".equals(c.getStatus()) && c.getReason() != null)
                .map(Outline::podCondition);
        Stream<String> containers =
                pod.getStatus().getContainerStatuses().stream().map(Outline::container);
        return pod.getMetadata().getName() + " " + pod.getStatus().getPhase() + deletion(pod) + " on "
                + pod.getSpec().getNodeName()
                + Stream.concat(conditions, containers).map(said -> "; " + said).collect(Collectors.joining());
    }

    private static List<Pod> failed(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> "Failed".equals(pod.getStatus().getPhase()))
                .toList();
    }

    private static String said(Sandbox sandbox, Pod pod) {
        return pod.getMetadata().getName() + ": " + sandbox.node().said(pod);
    }

    private static String podCondition(PodCondition condition) {
        return condition.getType() + "=" + condition.getStatus() + " "
                + join(condition.getReason(), condition.getMessage());
    }

    private static String container(ContainerStatus container) {
        ContainerState state = container.getState();
        if (state.getTerminated() != null) {
            return container.getName() + " ended with "
                    + join(
                            state.getTerminated().getExitCode(),
                            state.getTerminated().getReason());
        }
        return container.getName() + " "
                + (state.getWaiting() == null
                        ? "runs"
                        : "waits: "
                                + join(
                                        state.getWaiting().getReason(),
                                        state.getWaiting().getMessage()));
    }

    private static String deletion(HasMetadata object) {
        String since = object.getMetadata().getDeletionTimestamp();
        return since == null ? "" : ", being deleted since " + since;
    }

    private static <T> List<T> listed(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String join(Object... parts) {
        return Stream.of(parts)
                .filter(part -> part != null)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    /** Of many the last ones. */
    private static <T> String lines(String title, List<T> items, Function<T, String> line) {
        int left = Math.max(0, items.size() - MOST_LINES);
        return "\n" + title + ":"
                + (items.isEmpty() ? " none" : left == 0 ? "" : " " + left + " before these")
                + items.stream()
                        .skip(left)
                        .map(line)
                        .map(text -> "\n    " + text.replace("\n", " "))
                        .map(text -> text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…")
                        .collect(Collectors.joining());
    }
}
