package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.UnusableModelPolicy;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What is asked for. Nothing has an initial value: absent means the default, which Selections fills in. */
@JsonClassDescription("What is asked for. It may be edited at any time; passes that were made are not made again.")
@ValidationRule(
        value = "has(self.models) || has(self.modelsFrom)",
        fieldPath = ".models",
        reason = "FieldValueRequired",
        message = FieldPatterns.MODELS_MISSING)
@ValidationRule(
        value = "has(self.modelsFrom) || !has(self.models) || self.models.size() != 1",
        fieldPath = ".models",
        message = FieldPatterns.ONE_MODEL)
@ValidationRule(
        value = FieldPatterns.Cel.OWN_NAMES_READ,
        fieldPath = ".datasets",
        message = FieldPatterns.OWN_NAME_UNREAD)
@ValidationRule(
        value = FieldPatterns.Cel.METRIC_WITH_LOGITS,
        fieldPath = ".metric",
        reason = "FieldValueForbidden",
        message = FieldPatterns.METRIC_OF_SCORES)
@ValidationRule(
        value = FieldPatterns.Cel.CHOICE_WITH_LOGITS,
        fieldPath = ".choice.type",
        message = FieldPatterns.CHOICE_OF_SCORES)
@ValidationRule(
        value = FieldPatterns.Cel.STRATEGY_WITH_LOGITS,
        fieldPath = ".strategy.type",
        message = FieldPatterns.STRATEGY_OF_SCORES)
@ValidationRule(
        value = FieldPatterns.Cel.COMPARE_WITH_LOGITS,
        fieldPath = ".strategy.compare",
        message = FieldPatterns.COMPARE_OF_SCORES)
@ValidationRule(
        value = "(has(self.managedBy) ? self.managedBy : '" + SoupSelection.MANAGER + "') == (has(oldSelf.managedBy) ?"
                + " oldSelf.managedBy : '" + SoupSelection.MANAGER + "')",
        fieldPath = ".managedBy",
        message = FieldPatterns.MANAGER_CHANGED)
public class SoupSelectionSpec {

    @ListKey("name")
    @Size(min = 1, max = 256)
    @JsonPropertyDescription(
            "The checkpoints to choose from, of the same architecture and start; with those of modelsFrom 2 to 256. Their order"
                    + " has no effect.")
    public List<ModelSpec> models;

    @ListKey("name")
    @Size(min = 1, max = 16)
    @JsonPropertyDescription(
            "Folders whose checkpoints are added to models, 1 to 16; looked at once, when the run begins. A checkpoint that models"
                    + " lists as well is one model, not two.")
    public List<ModelsFromSpec> modelsFrom;

    @JsonPropertyDescription(
            "The pretrained checkpoint that all models started from. LoRA adapters are added to it. For strategy Auto it is one"
                    + " more model of every learnt mixture, never the result alone, and costs one pass a validation dataset.")
    public BaseSpec base;

    @Required
    @Example("{torchScript: {uri: file:///folder/architecture.pt}}")
    @JsonPropertyDescription("What runs a model over a dataset: torchScript or container.")
    public EvaluatorSpec evaluator;

    @Required
    @Example("[{name: val, role: Validation, uri: file:///folder/val.safetensors}]")
    @ListKey("name")
    @Size(min = 1, max = FieldPatterns.MOST_DATASETS)
    @ValidationRule(
            value = "self.exists(d, d.role == 'Validation')",
            reason = "FieldValueRequired",
            message = FieldPatterns.NO_VALIDATION)
    @ValidationRule(
            value = "self.filter(d, d.role == 'Validation').size() <= " + FieldPatterns.MOST_OF_A_ROLE,
            message = FieldPatterns.MANY_VALIDATION)
    @ValidationRule(
            value = "self.filter(d, d.role == 'Test').size() <= " + FieldPatterns.MOST_OF_A_ROLE,
            message = FieldPatterns.MANY_TEST)
    @ValidationRule(
            value = "self.all(t, t.role != 'Test' || !self.exists(v, v.role == 'Validation' && v.uri == t.uri))",
            message = FieldPatterns.TEST_URI_SAYS)
    @JsonPropertyDescription(
            "What soups are scored on: 1 to 8 datasets of role Validation, by whose weighted mean they are chosen, at most"
                    + " 8 of role Test, and at most one of role Calibration.")
    public List<DatasetSpec> datasets;

    @JsonPropertyDescription(
            "What a score is; the accuracy by default. Leave it out where evaluator.container.produces is Scores: it is their mean"
                    + " then.")
    public MetricSpec metric;

    @JsonPropertyDescription("What may be spent on the choice.")
    public BudgetSpec budget;

    @JsonPropertyDescription("Which soups are truly evaluated; type Auto by default.")
    public StrategySpec strategy;

    @JsonPropertyDescription("How the result is chosen among the soups that were evaluated and the best single model.")
    public ChoiceSpec choice;

    @Min(0)
    @Max(4_294_967_295L)
    @JsonPropertyDescription("Of everything random; 0 by default. The same seed and inputs give the same result.")
    public Long seed;

    @JsonPropertyDescription(
            "What happens to checkpoints whose content is corrupt, not finite or different in shape: Exclude, the default,"
                    + " goes on without them and names them in status; Fail stops. A missing one always fails.")
    public UnusableModelPolicy unusableModelPolicy;

    @Required
    @Example("{uri: file:///folder/soup}")
    @JsonPropertyDescription("Where the soup and the reports go. Selections may share one.")
    public OutputSpec output;

    @JsonPropertyDescription("Where passes are kept, <output>/cache by default. Selections may share one.")
    public LocationSpec cache;

    @JsonPropertyDescription("How Kubernetes runs the stages. Editing it starts the running stage anew.")
    public WorkersSpec workers;

    @JsonPropertyDescription("Stops the running stage when true; finished passes are kept. False by default.")
    public Boolean suspend;

    @Size(max = 63)
    @Pattern(FieldPatterns.MANAGER)
    @JsonPropertyDescription(
            "Who takes care of this resource, radin.dev/operator by default; the operator leaves any other alone, as MultiKueue"
                    + " needs it. It cannot be changed.")
    public String managedBy;

    @Min(0)
    @Max(Integer.MAX_VALUE)
    @JsonPropertyDescription(
            "Seconds after its end, well or badly, at which this resource is deleted with its Jobs; its soup, report and passes"
                    + " stay. Never when absent.")
    public Integer ttlSecondsAfterFinished;

    @Size(max = 255)
    @JsonPropertyDescription(
            "Any text; change it after something was mended outside the resource: every input is looked at again, and what failed"
                    + " is tried again. Passes that were made are found again.")
    public String rerunNonce;
}
