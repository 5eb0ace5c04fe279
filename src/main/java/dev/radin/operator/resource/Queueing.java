package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.SoupSelection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The labels and annotations by which a resource tells Kueue how its Jobs are to be queued: the queue, a priority class, the
 * fewest pods to begin with.
 */
public final class Queueing {

    private static final String PREFIX = "kueue.x-k8s.io/";

    /** Of how many pods Kueue may admit some alone; it refuses a Job that has no more pods than that. */
    private static final String FEWEST_PODS = PREFIX + "job-min-parallelism";

    /** Kueue would then leave out the shares of those that it does not admit. */
    private static final String FEWER_SHARES = PREFIX + "job-completions-equal-parallelism";

    private final Map<String, String> labels;
    private final Map<String, String> annotations;

    private Queueing(Map<String, String> labels, Map<String, String> annotations) {
        this.labels = labels;
        this.annotations = annotations;
    }

    public static Queueing of(SoupSelection resource) {
        return new Queueing(
                ours(resource.getMetadata().getLabels()),
                ours(resource.getMetadata().getAnnotations()));
    }

    private static Map<String, String> ours(Map<String, String> all) {
        return Objects.requireNonNullElse(all, Map.<String, String>of()).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    Map<String, String> labels() {
        return labels;
    }

    Map<String, String> annotations() {
        return annotations;
    }

    /**
     * All of it in one line, which a Job keeps: others, such as Kueue's webhook, write labels of a Job too, so these do not
     * tell whether the resource has been edited since.
     */
    public String asked() {
        return Stream.of(labels, annotations)
                .flatMap(all -> all.entrySet().stream())
                .map(entry -> entry.getKey().substring(PREFIX.length()) + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * Takes from a Job's annotations what does not fit it.
     *
     * @param pods that it runs at once
     */
    static void fit(Map<String, String> annotations, int pods) {
        annotations.remove(FEWER_SHARES);
        String fewest = annotations.get(FEWEST_PODS);
        if (fewest != null && fewest.matches("[0-9]{1,9}") && Integer.parseInt(fewest) >= pods) {
            annotations.remove(FEWEST_PODS);
        }
    }
}
