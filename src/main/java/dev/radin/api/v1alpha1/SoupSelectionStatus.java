package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What came of it. */
public class SoupSelectionStatus {

    @JsonPropertyDescription("The generation of the spec that this speaks of.")
    public Long observedGeneration;

    @JsonPropertyDescription("What was used; of Auto, what it meant.")
    public String strategy;

    @JsonPropertyDescription("Soups evaluated of the budget.")
    public String evaluated;

    @JsonPropertyDescription("How far the passes are.")
    public ProgressStatus progress;

    @JsonPropertyDescription("The result.")
    public BestStatus best;

    @JsonPropertyDescription("The best single model.")
    public SingleStatus single;

    @JsonPropertyDescription("The best soups evaluated, at most 8.")
    public List<EvaluationStatus> evaluations;

    @JsonPropertyDescription("The first 8 models that take no part.")
    public List<ExcludedStatus> excluded;

    @JsonPropertyDescription("How many take no part.")
    public Integer excludedCount;

    @JsonPropertyDescription("What was paid.")
    public CostStatus cost;

    @JsonPropertyDescription("The last 12 stages.")
    public List<StageStatus> stages;

    @JsonPropertyDescription("Everything that was found out, as JSON.")
    public String report;

    @JsonPropertyDescription("Ready, Reconciling, Stalled, and one a stage.")
    public List<Condition> conditions;
}
