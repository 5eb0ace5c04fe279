package dev.radin.protocol;

import java.util.List;

/**
 * What the status shows of a result.
 *
 * @param gain of the chosen over the best single model, positive is better; 0 when the single model was kept
 * @param excluded the first eight
 * @param reportUri of report.json
 * @param concordance of the evaluated soups' estimates with their scores; null when there are no two to compare
 */
public record Published(
        String strategy,
        Choice best,
        Single single,
        double gain,
        Double pValue,
        int models,
        int evaluated,
        List<Evaluation> evaluations,
        List<ExcludedModel> excluded,
        int excludedCount,
        String reportUri,
        Double concordance) {

    /** @throws IllegalArgumentException for a result that lacks a part */
    public Published {
        Whole.text(strategy, Whole.STRATEGY, "the strategy");
        Whole.present(best, "the choice");
        Whole.present(single, "the best single model");
        Whole.count(models, "models");
        Whole.count(evaluated, "evaluated soups");
        Whole.entries(evaluations, "an evaluation");
        Whole.entries(excluded, "an excluded model");
        Whole.count(excludedCount, "excluded models");
        Whole.text(reportUri, Whole.URI, "the report's URI");
    }

    /** @param models the first 16 names */
    public record Choice(String uri, List<String> models, int size, double score, String digest) {

        public Choice {
            Whole.text(uri, Whole.URI, "the URI of the choice");
            Whole.names(models, "a member's name");
            Whole.size(size);
            Whole.text(digest, Whole.DIGEST, "the digest of the choice");
        }
    }

    public record Single(String model, double score) {

        public Single {
            Whole.text(model, Whole.NAME, "the best single model's name");
        }
    }

    /** @param models the first 16 names of the members */
    public record Evaluation(List<String> models, int size, double estimate, double score) {

        public Evaluation {
            Whole.names(models, "a member's name");
            Whole.size(size);
        }
    }

    public boolean singleKept() {
        return best.size == 1;
    }
}
