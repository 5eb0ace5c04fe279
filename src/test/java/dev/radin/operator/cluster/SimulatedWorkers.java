package dev.radin.operator.cluster;

import dev.radin.cluster.PodEnding;
import dev.radin.cluster.PodProgram;
import dev.radin.fault.Reason;
import dev.radin.operator.Receipted;
import dev.radin.operator.resource.JobLabels;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What workers would say, with a cache of passes like theirs and nothing to run: four models, two soups a round. Of a
 * selection's passes it remembers which were made, so that none can be made twice unnoticed.
 */
final class SimulatedWorkers implements PodProgram {

    static final int MODELS = 4;
    private static final int SOUPS_A_ROUND = 2;
    private static final String INDEX = "batch.kubernetes.io/job-completion-index";

    private final Set<String> passes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final Map<Stage, Receipt.Failure> failures = new ConcurrentHashMap<>();
    private final int rounds;
    private final Set<Stage> held = EnumSet.noneOf(Stage.class);
    private volatile Duration each = Duration.ZERO;
    private CompletableFuture<Void> release = new CompletableFuture<>();

    SimulatedWorkers(int rounds) {
        this.rounds = rounds;
    }

    /** How long every pod runs; where a test waits for what happens meanwhile, {@link #hold} is surer. */
    void take(Duration time) {
        each = time;
    }

    /** Pods of that stage that start from now on run until {@link #letGo}. */
    synchronized void hold(Stage stage) {
        held.add(stage);
    }

    /** What was held ends, and nothing is held any more. */
    synchronized void letGo() {
        held.clear();
        release.complete(null);
        release = new CompletableFuture<>();
    }

    /** A stage fails, until it is {@link #mend}ed. */
    void fail(Stage stage, Reason reason, String message) {
        failures.put(stage, new Receipt.Failure(reason, message));
    }

    void mend(Stage stage) {
        failures.remove(stage);
    }

    int passesMade() {
        return made.get();
    }

    /** Of all selections, each as {@code namespace/name/stage/round/item}. */
    Set<String> passes() {
        return new TreeSet<>(passes);
    }

    @Override
    public PodEnding run(Pod pod) {
        Stage stage = Stage.valueOf(argument(pod, "--stage", ""));
        Receipt.Failure failure = failures.get(stage);
        Receipt receipt = failure != null ? Receipt.failed(stage, failure) : receipt(stage, pod);
        PodEnding ending =
                PodEnding.exit(failure == null ? 0 : failure.reason().exitCode(), Json.writeCompact(receipt));
        synchronized (this) {
            return held.contains(stage) ? ending.when(release) : ending.after(each);
        }
    }

    private Receipt receipt(Stage stage, Pod pod) {
        int round = Integer.parseInt(argument(pod, "--round", "0"));
        String selection = pod.getMetadata().getNamespace() + "/"
                + pod.getMetadata().getLabels().get(JobLabels.SELECTION);
        return switch (stage) {
            case inspect -> Receipted.inspected(MODELS, MODELS - cached(selection));
            case rank -> Receipted.ranked(MODELS, round, rounds);
            case publish -> Receipted.published(MODELS, rounds);
            case extract -> Receipt.passes(stage, make(selection, pod, stage, 0, MODELS), List.of());
            case evaluate -> Receipt.passes(stage, make(selection, pod, stage, round, SOUPS_A_ROUND), List.of());
        };
    }

    private int cached(String selection) {
        return (int) passes.stream()
                .filter(p -> p.startsWith(selection + "/extract/"))
                .count();
    }

    private Cost make(String selection, Pod pod, Stage stage, int round, int items) {
        int perShare = Integer.parseInt(argument(pod, "--items-per-share", "1"));
        int share = Integer.parseInt(pod.getMetadata().getAnnotations().get(INDEX));
        int from = share * perShare;
        int now = (int) IntStream.range(from, Math.min(items, from + perShare))
                .filter(item -> passes.add(selection + "/" + stage + "/" + round + "/" + item))
                .count();
        made.addAndGet(now);
        return new Cost(now, Math.min(items, from + perShare) - from - now, 0);
    }

    private static String argument(Pod pod, String option, String otherwise) {
        List<String> arguments = pod.getSpec().getContainers().get(0).getArgs();
        int at = arguments.indexOf(option);
        return at < 0 ? otherwise : arguments.get(at + 1);
    }
}
