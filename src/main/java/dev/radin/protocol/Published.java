package dev.radin.protocol;

import dev.radin.soup.strategy.KeptOut;
import java.util.List;

/**
 * What the status shows of a result. Places are names under the selection's output, as {@link Layout} has them.
 *
 * @param gain of the chosen over the best single model, positive is better; 0 when the single model was kept
 * @param interval lower and upper end of the gain at 95 %, see {@link ReportedChoice}; null when the single model was kept
 * @param pValue of the paired test against the best single model; null likewise
 * @param evaluations the best eight, best first
 * @param test scores on each test dataset
 * @param excluded the first eight
 * @param suspects the first eight of those that were kept out of soups
 * @param concordance of the evaluated soups' estimates with their scores; null when there are no two to compare
 * @param rule see {@link ReportedChoice}; null of versions that had one rule
 * @param verdict likewise
 */
public record Published(
        String strategy,
        Choice best,
        Single single,
        double gain,
        List<Double> interval,
        Double pValue,
        int models,
        int evaluated,
        List<Evaluation> evaluations,
        List<Test> test,
        List<ExcludedModel> excluded,
        int excludedCount,
        List<Suspect> suspects,
        int suspectCount,
        ReportFile report,
        Double concordance,
        String rule,
        String verdict) {

    /** In characters: a status holds it three times. */
    public static final int LONGEST_VERDICT = 420;

    private static final int MOST_TESTS = 8;

    /** @throws IllegalArgumentException for a result that lacks a part */
    public Published {
        Whole.text(strategy, Whole.STRATEGY, "the strategy");
        Whole.present(best, "the choice");
        Whole.present(single, "the best single model");
        Whole.interval(interval);
        Whole.count(models, "models");
        Whole.count(evaluated, "evaluated soups");
        Whole.entries(evaluations, "an evaluation");
        Whole.entries(test, "a test score");
        Whole.distinct(MOST_TESTS, test, Test::dataset, "test datasets");
        Whole.entries(excluded, "an excluded model");
        Whole.count(excludedCount, "excluded models");
        Whole.entries(suspects, "a suspect");
        Whole.distinct(suspectCount, suspects, Suspect::model, "suspects");
        Whole.count(suspectCount, "suspects");
        Whole.present(report, "the report");
        Whole.optional(rule, Whole.STRATEGY, "the rule of the choice");
        Whole.optional(verdict, Whole.VERDICT, "the verdict");
    }

    /**
     * @param soup the name of its folder
     * @param models the first 16 names
     * @param weights one a name; null when all are equal
     * @param adapter null for weights, and in receipts of earlier versions
     */
    public record Choice(
            String soup,
            List<String> models,
            List<Double> weights,
            int size,
            double score,
            String digest,
            Adapter adapter) {

        public Choice {
            Whole.folder(soup, "the soup");
            Whole.members(models, weights, size);
            Whole.text(digest, Whole.DIGEST, "the digest of the choice");
        }
    }

    /**
     * What a result that is an adapter is.
     *
     * @param rank the highest of its modules
     * @param relativeError see {@link Soup.Adapter}
     */
    public record Adapter(int rank, double relativeError) {

        public Adapter {
            Whole.count(rank - 1, "the rank of an adapter, less one,");
            Whole.finite(relativeError, "the relative error of an adapter");
        }

        public static Adapter of(Soup.Adapter adapter) {
            return adapter == null ? null : new Adapter(adapter.rank(), adapter.relativeError());
        }
    }

    public record Single(String model, double score) {

        public Single {
            Whole.text(model, Whole.NAME, "the best single model's name");
        }
    }

    /**
     * @param models the first 16 names of the members
     * @param weights one a name; null when all are equal
     * @param estimate null where the evaluator gives no logits
     */
    public record Evaluation(List<String> models, List<Double> weights, int size, Double estimate, double score) {

        public Evaluation {
            Whole.members(models, weights, size);
        }
    }

    /**
     * What three scored on a test dataset; NaN where the network gave no finite logits.
     *
     * @param gain of the chosen over the best single model, positive is better; null where that is the chosen one or either
     *     gave no finite logits, as {@code interval}, its lower and upper end at 95 %, and {@code pValue}
     */
    public record Test(
            String dataset,
            double chosen,
            double bestSingle,
            double uniform,
            Double gain,
            List<Double> interval,
            Double pValue) {

        public Test {
            Whole.text(dataset, Whole.NAME, "the dataset's name");
            Whole.interval(interval);
        }
    }

    /**
     * @param distance see {@link Inspection.Model}
     * @param why null in receipts of earlier versions, which kept models out for their distance only
     */
    public record Suspect(String model, double distance, KeptOut why) {

        public Suspect {
            Whole.text(model, Whole.NAME, "the suspect's name");
        }
    }

    /**
     * @param folder its name
     * @param digest {@code sha256:<hex>} of the file
     * @param page whether it is there as a page too; null in receipts of earlier versions, which wrote none
     */
    public record ReportFile(String folder, String digest, Boolean page) {

        public ReportFile {
            Whole.folder(folder, "the report");
            Whole.text(digest, Whole.DIGEST, "the digest of the report");
        }
    }

    public boolean singleKept() {
        return best.size == 1;
    }
}
