package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.soup.Metric;
import io.fabric8.generator.annotation.ValidationRule;

/** What a score is: a type, and what only that type knows in the field that is called like it. */
@ValidationRule(
        value = "!has(self.type) || self.type != 'TopKAccuracy' || has(self.topKAccuracy)",
        fieldPath = ".topKAccuracy",
        reason = "FieldValueRequired",
        message = FieldPatterns.TOP_K_MISSING)
@ValidationRule(
        value = "has(self.type) && self.type == 'TopKAccuracy' || !has(self.topKAccuracy)",
        fieldPath = ".topKAccuracy",
        reason = "FieldValueForbidden",
        messageExpression = "'" + FieldPatterns.TOP_K_UNUSED + "' + (has(self.type) ? self.type : 'Accuracy')")
public class MetricSpec {

    /** What may be asked for, of {@link Metric.Type}. */
    public enum Type {
        Accuracy,
        TopKAccuracy,
        NegativeLogLikelihood,
        MacroF1
    }

    @JsonPropertyDescription(
            "The share of right answers (Accuracy, the default), of labels among the k highest logits (TopKAccuracy), the mean"
                    + " negative log-likelihood in nats, where lower is better (NegativeLogLikelihood), or the mean F1 over the"
                    + " classes (MacroF1).")
    public Type type;

    @JsonPropertyDescription("Of type TopKAccuracy only, and needed there.")
    public TopKAccuracySpec topKAccuracy;
}
