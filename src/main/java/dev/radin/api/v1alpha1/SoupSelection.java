package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Chooses which of several fine-tuned checkpoints to average, within a budget of evaluations. */
@Group(SoupSelection.GROUP)
@Version(SoupSelection.VERSION)
@Plural("soupselections")
@Categories("radin")
@ShortNames({"soup", "soups"})
@JsonClassDescription(
        "Chooses which of several fine-tuned checkpoints of one network to average (a model soup), within a budget of"
                + " evaluations, and publishes the average. On the validation data the result is never worse than the best"
                + " single model by more than chance.")
@ValidationRule(
        value = "self.metadata.name.matches(\"" + FieldPatterns.RESOURCE_NAME + "\")",
        fieldPath = ".metadata.name",
        messageExpression = "'\"' + self.metadata.name + '\" " + FieldPatterns.RESOURCE_NAME_SAYS + "'")
@AdditionalSelectableField(jsonPath = ".spec.suspend")
@AdditionalSelectableField(jsonPath = ".status.outcome")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Models", jsonPath = ".status.modelCounts.usable", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Evaluated", jsonPath = ".status.evaluations.done", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Budget", jsonPath = ".status.evaluations.budget", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Score", jsonPath = ".status.result.score")
@AdditionalPrinterColumn(name = "Gain", jsonPath = ".status.result.gain")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Soup", jsonPath = ".status.result.uri", priority = 1)
@AdditionalPrinterColumn(name = "Single", jsonPath = ".status.bestSingle.model", priority = 1)
@AdditionalPrinterColumn(name = "Passes", jsonPath = ".status.cost.passes", type = Type.INTEGER, priority = 1)
public class SoupSelection extends CustomResource<SoupSelectionSpec, SoupSelectionStatus> implements Namespaced {

    public static final String GROUP = "radin.dev";
    public static final String VERSION = "v1alpha1";

    /** What {@code spec.managedBy} says, or means where it is absent, of resources that this operator takes care of. */
    public static final String MANAGER = "radin.dev/operator";
}
