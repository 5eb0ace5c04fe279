package dev.radin.protocol;

import dev.radin.fault.Printable;
import dev.radin.fault.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a worker says at its end, and all that the planner and the status ever read. A pod leaves it as a
 * {@link TerminationMessage}, in which lists are cut and counts are not.
 *
 * @param result the folder name of what inspect, rank or publish wrote; null for the others
 * @param excluded models found unusable by this share
 * @param failure why the stage did not succeed; null when it did
 * @param inspected after inspect; otherwise null, like the two below for rank and publish
 */
public record Receipt(
        Stage stage,
        String result,
        Cost cost,
        List<ExcludedModel> excluded,
        Failure failure,
        Inspected inspected,
        Ranked ranked,
        Published published) {

    public record Failure(Reason reason, String message) {

        /** The message may come from a pod that is not ours. */
        public Failure {
            message = Printable.lines(message);
        }
    }

    /** @param passes how many vertex passes the cache lacks */
    public record Inspected(int models, int excluded, int passes, List<String> notes) {}

    /**
     * @param proposed distinct soups proposed so far, all rounds together
     * @param added how many of them this round added
     * @param passes passes of this round's proposals, cached or not
     * @param more whether another round may follow
     */
    public record Ranked(
            String strategy,
            int models,
            int proposed,
            int added,
            int passes,
            boolean more,
            String bestSingle,
            double bestSingleScore,
            List<String> notes) {}

    public static Receipt passes(Stage stage, Cost cost, List<ExcludedModel> excluded) {
        return new Receipt(stage, null, cost, excluded, null, null, null, null);
    }

    /** @param reused vertex passes that the cache has already, which extract is not asked for */
    public static Receipt inspected(String result, int reused, Inspected inspected, List<ExcludedModel> excluded) {
        return new Receipt(Stage.inspect, result, new Cost(0, reused, 0), excluded, null, inspected, null, null);
    }

    public static Receipt ranked(String result, Ranked ranked) {
        return new Receipt(Stage.rank, result, Cost.NONE, List.of(), null, null, ranked, null);
    }

    public static Receipt published(String result, Cost cost, Published published) {
        return new Receipt(Stage.publish, result, cost, List.of(), null, null, null, published);
    }

    public static Receipt failed(Stage stage, Reason reason, String message) {
        return failed(stage, new Failure(reason, message));
    }

    public static Receipt failed(Stage stage, Failure failure) {
        return new Receipt(stage, null, Cost.NONE, List.of(), failure, null, null, null);
    }

    /** Of the shares of a stage that makes passes: costs added, faults together, the first failure kept. */
    public static Receipt merge(Stage stage, List<Receipt> shares) {
        List<ExcludedModel> excluded = new ArrayList<>();
        shares.forEach(r -> excluded.addAll(r.excluded));
        Failure failure = shares.stream()
                .flatMap(r -> Stream.ofNullable(r.failure))
                .findFirst()
                .orElse(null);
        Cost cost = shares.stream().map(Receipt::cost).reduce(Cost.NONE, Cost::plus);
        return new Receipt(stage, null, cost, List.copyOf(excluded), failure, null, null, null);
    }
}
