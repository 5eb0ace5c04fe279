package dev.radin.protocol;

import dev.radin.fault.Printable;
import dev.radin.fault.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a worker reports when it ends, and all that the planner and the status ever read. A pod leaves it as a
 * {@link TerminationMessage}, in which lists are cut and counts are not. A receipt that lacks a part cannot be made, so
 * whoever has one need not ask again.
 *
 * @param result the folder name of what inspect, rank or publish wrote; null for the others
 * @param excluded models found unusable by this share
 * @param excludedCount how many those are, also when the list was cut
 * @param failure why the stage did not succeed; null when it did
 * @param inspected after inspect; otherwise null, like the two below for rank and publish
 */
public record Receipt(
        Stage stage,
        String result,
        Cost cost,
        List<ExcludedModel> excluded,
        Integer excludedCount,
        Failure failure,
        Inspected inspected,
        Ranked ranked,
        Published published) {

    /** @throws IllegalArgumentException for a receipt that lacks what its stage reports */
    public Receipt {
        Whole.present(stage, "the stage");
        Whole.present(cost, "the cost");
        Whole.entries(excluded, "an excluded model");
        // Workers of earlier versions reported the list alone.
        excludedCount = Math.max(excludedCount == null ? 0 : excludedCount, excluded.size());
        if (failure == null) {
            switch (stage) {
                case inspect -> Whole.present(inspected, "the result of inspect");
                case rank -> Whole.present(ranked, "the result of rank");
                case publish -> Whole.present(published, "the result of publish");
                default -> {}
            }
            if (!stage.makesPasses()) {
                Whole.present(result, "the name of what " + stage + " wrote");
            }
        }
    }

    public record Failure(Reason reason, String message) {

        /** The message may come from a pod that is not ours. */
        public Failure {
            Whole.present(reason, "the reason of a failure");
            Whole.present(message, "the message of a failure");
            message = Printable.lines(message);
        }
    }

    /** @param passes how many passes of single models the cache lacks */
    public record Inspected(int models, int excluded, int passes) {

        public Inspected {
            Whole.count(models, "models");
            Whole.count(excluded, "excluded models");
            Whole.count(passes, "passes");
        }
    }

    /**
     * @param excluded how many models take no part, whichever stage found it; null from workers of earlier versions
     * @param proposed distinct soups proposed so far, all rounds together
     * @param added how many of them this round added
     * @param passes passes of this round's proposals, cached or not
     * @param cached how many of this round's soups need no pass, as the cache has all of theirs; null from workers of
     *     earlier versions
     * @param more whether another round may follow
     */
    public record Ranked(
            String strategy,
            int models,
            Integer excluded,
            int proposed,
            int added,
            int passes,
            Integer cached,
            boolean more,
            String bestSingle,
            double bestSingleScore) {

        public Ranked {
            Whole.text(strategy, Whole.STRATEGY, "the strategy");
            Whole.text(bestSingle, Whole.NAME, "the best single model's name");
            Whole.count(models, "models");
            Whole.count(excluded == null ? 0 : excluded, "excluded models");
            Whole.count(passes, "passes");
            Whole.count(added, "soups added");
            Whole.count(proposed - added, "soups proposed earlier");
            Whole.count(cachedSoups(cached), "soups in the cache");
            Whole.count(added - cachedSoups(cached), "soups that are not in the cache");
        }

        /** None where the worker did not report it. */
        public int cachedSoups() {
            return cachedSoups(cached);
        }

        private static int cachedSoups(Integer cached) {
            return cached == null ? 0 : cached;
        }
    }

    public static Receipt passes(Stage stage, Cost cost, List<ExcludedModel> excluded) {
        return new Receipt(stage, null, cost, excluded, excluded.size(), null, null, null, null);
    }

    /** @param reused passes of single models that the cache has already, which extract is not asked for */
    public static Receipt inspected(String result, int reused, Inspected inspected, List<ExcludedModel> excluded) {
        return new Receipt(
                Stage.inspect,
                result,
                new Cost(0, reused, 0),
                excluded,
                inspected.excluded(),
                null,
                inspected,
                null,
                null);
    }

    public static Receipt ranked(String result, Ranked ranked) {
        return new Receipt(Stage.rank, result, Cost.NONE, List.of(), 0, null, null, ranked, null);
    }

    public static Receipt published(String result, Cost cost, Published published) {
        return new Receipt(Stage.publish, result, cost, List.of(), 0, null, null, null, published);
    }

    public static Receipt failed(Stage stage, Reason reason, String message) {
        return failed(stage, new Failure(reason, message));
    }

    public static Receipt failed(Stage stage, Failure failure) {
        return new Receipt(stage, null, Cost.NONE, List.of(), 0, failure, null, null, null);
    }

    /** Of the shares of a stage that makes passes: costs and counts added, lists joined, the first failure kept. */
    public static Receipt merge(Stage stage, List<Receipt> shares) {
        List<ExcludedModel> excluded = new ArrayList<>();
        shares.forEach(r -> excluded.addAll(r.excluded));
        Failure failure = shares.stream()
                .flatMap(r -> Stream.ofNullable(r.failure))
                .findFirst()
                .orElse(null);
        Cost cost = shares.stream().map(Receipt::cost).reduce(Cost.NONE, Cost::plus);
        return new Receipt(stage, null, cost, distinct(excluded), count(shares, excluded), failure, null, null, null);
    }

    /** A model whose passes are divided among shares may be found unusable by several; it counts once. */
    private static List<ExcludedModel> distinct(List<ExcludedModel> excluded) {
        Set<String> names = new HashSet<>();
        return excluded.stream().filter(model -> names.add(model.model())).toList();
    }

    private static int count(List<Receipt> shares, List<ExcludedModel> listed) {
        int reported = shares.stream().mapToInt(Receipt::excludedCount).sum();
        return reported - (listed.size() - distinct(listed).size());
    }
}
