package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What came of it. */
@JsonClassDescription("What came of it; written by the operator, or printed by radin run.")
public class SoupSelectionStatus {

    @JsonPropertyDescription("The generation of the spec that this speaks of.")
    public Long observedGeneration;

    @Size(max = 32)
    @JsonPropertyDescription(
            "What it came to, once the current generation has a result: Soup, or SingleModel where no soup beat the best"
                    + " single model.")
    public String outcome;

    @Size(max = 32)
    @JsonPropertyDescription(
            "When work on the current generation began, in UTC; that of an earlier one where an edit changed nothing of"
                    + " the work.")
    public String startTime;

    @Size(max = 32)
    @JsonPropertyDescription(
            "When it ended, in UTC, with a result or with a failure; absent while it is under way or suspended.")
    public String completionTime;

    @Size(max = 64)
    @JsonPropertyDescription("The strategy used; of Auto, what it meant, as Auto/Search.")
    public String strategy;

    @Size(max = 16)
    @JsonPropertyDescription("Soups evaluated of the budget, as 5/8.")
    public String evaluated;

    @JsonPropertyDescription("How far the passes are.")
    public ProgressStatus progress;

    @JsonPropertyDescription(
            "The result; after an edit the old one stays, with its generation, until a new one is found.")
    public BestStatus best;

    @JsonPropertyDescription("The best single model, what every gain is over.")
    public SingleStatus single;

    @Size(max = 8)
    @JsonPropertyDescription("The best soups evaluated, best first, at most 8; the report has all.")
    public List<EvaluationStatus> evaluations;

    @Size(max = 8)
    @JsonPropertyDescription("The first 8 models that take no part.")
    public List<ExcludedStatus> excluded;

    @Min(0)
    @JsonPropertyDescription("How many models take no part.")
    public Integer excludedCount;

    @JsonPropertyDescription("What was paid for the current generation.")
    public CostStatus cost;

    @Size(max = 12)
    @JsonPropertyDescription("Stages that ended, in order; of many rounds only the last are listed.")
    public List<StageStatus> stages;

    @JsonPropertyDescription("Rounds that are over and no longer listed in stages; absent while all are.")
    public EarlierRoundsStatus earlierRounds;

    @Size(max = 1024)
    @JsonPropertyDescription("URI of the report (JSON), which holds everything that was found out.")
    public String report;

    @ListKey("type")
    @Size(max = 16)
    @JsonPropertyDescription(
            "Succeeded: True with a result, False with a failure, Unknown until then. Suspended. Ready, Reconciling and"
                    + " Stalled, as kstatus defines them; the reason of Ready is the state in one word. PassesMade, of"
                    + " all single models, and Published.")
    public List<Condition> conditions;
}
