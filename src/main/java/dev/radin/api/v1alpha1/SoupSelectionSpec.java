package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.UnusableModels;
import dev.radin.soup.Metric;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** What is asked for. */
public class SoupSelectionSpec {

    @Required
    @JsonPropertyDescription(
            "The network as a TorchScript file; its weights are replaced. TorchScript is code: use only one you trust.")
    public InputSpec architecture;

    @JsonPropertyDescription("The checkpoints to choose from, 2 to 256; or use modelsFrom.")
    public List<ModelSpec> models;

    @JsonPropertyDescription("Takes all checkpoints of a folder, instead of models.")
    public ModelsFromSpec modelsFrom;

    @Required
    @JsonPropertyDescription("What soups are chosen by, 1 to 8 datasets.")
    public List<DatasetSpec> validation;

    @JsonPropertyDescription("Scored after the choice and never used for it, at most 8 datasets.")
    public List<DatasetSpec> test;

    @JsonPropertyDescription("Accuracy by default.")
    public Metric metric;

    @Min(0)
    @Max(1000)
    @JsonPropertyDescription(
            "How many soups are truly evaluated, 8 by default. 0 ranks and keeps the best single model.")
    public Integer budget;

    @JsonPropertyDescription("Which soups those are.")
    public StrategySpec strategy;

    @JsonPropertyDescription("Exclude, the default, goes on without checkpoints whose content is unusable; Fail stops.")
    public UnusableModels unusableModels;

    @JsonPropertyDescription("How the network is run.")
    public InferenceSpec inference;

    @Required
    @JsonPropertyDescription("Where the soup and the reports go.")
    public LocationSpec output;

    @JsonPropertyDescription("Where passes are kept, <output>/cache by default. Selections may share one.")
    public LocationSpec cache;

    @JsonPropertyDescription("How Kubernetes runs the stages.")
    public WorkersSpec workers;

    @JsonPropertyDescription("Stops the running stage; finished passes are kept.")
    public Boolean suspend;
}
