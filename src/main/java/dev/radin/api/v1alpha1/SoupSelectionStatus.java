package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What came of it. */
@JsonClassDescription("What came of it; written by the operator, or printed by radin run.")
public class SoupSelectionStatus {

    @JsonPropertyDescription("The generation of the spec that this status belongs to.")
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
    @JsonPropertyDescription("The strategy used; of Auto, what it came to.")
    public String resolvedStrategy;

    @JsonPropertyDescription("Numbers of models, as far as they are known.")
    public ModelCountsStatus modelCounts;

    @JsonPropertyDescription("What was spent of the budget, and the best of it.")
    public EvaluationsStatus evaluations;

    @JsonPropertyDescription(
            "The result; after an edit the old one stays, with its observedGeneration, until a new one is found.")
    public ResultStatus result;

    @JsonPropertyDescription("The best single model, against which every gain is measured.")
    public BestSingleStatus bestSingle;

    @ListKey("dataset")
    @Size(max = 8)
    @JsonPropertyDescription("Scores on the test data, which had no part in the choice.")
    public List<TestScoreStatus> testScores;

    @ListKey("model")
    @Size(max = 8)
    @JsonPropertyDescription("The first 8 models that take no part; modelCounts.excluded counts all.")
    public List<ExcludedModelStatus> excludedModels;

    @ListKey("model")
    @Size(max = 8)
    @JsonPropertyDescription(
            "The first 8 usable models that strategy Auto keeps out of soups; modelCounts.suspect counts all.")
    public List<SuspectModelStatus> suspectModels;

    @JsonPropertyDescription("What was paid for the current generation.")
    public CostStatus cost;

    @JsonPropertyDescription("The report of the result, JSON, which holds everything that was found out.")
    public ReportStatus report;

    @Size(max = 12)
    @JsonPropertyDescription("Stages that ended, in order, for people; of many rounds only the last are listed.")
    public List<StageStatus> stages;

    @Size(max = 8192)
    @JsonPropertyDescription(
            "The operator's own notes, by which it goes on when the Jobs are gone. Opaque; without it stages run again, and"
                    + " find their passes in the cache.")
    public String resumeToken;

    @ListKey("type")
    @Size(max = 16)
    @JsonPropertyDescription(
            "Succeeded: True with a result, False with a failure, Unknown until then. Suspended. Ready, Reconciling and"
                    + " Stalled, as kstatus defines them; the reason of Ready is the state in one word. PassesMade, of"
                    + " all single models, and Published.")
    public List<Condition> conditions;
}
