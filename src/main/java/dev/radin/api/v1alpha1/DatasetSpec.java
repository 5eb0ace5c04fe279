package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.location.Credentials;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Examples to score on, or to measure. */
@ValidationRule(
        value = "self.role == 'Validation' || !has(self.weight)",
        fieldPath = ".weight",
        reason = "FieldValueForbidden",
        message = FieldPatterns.WEIGHT_UNUSED)
public class DatasetSpec {

    /** What a dataset is for. */
    public enum Role {
        Validation,
        Test,
        Calibration
    }

    @Required
    @Example("val")
    @Size(max = 63)
    @ValidationRule(value = FieldPatterns.Cel.NAME, messageExpression = FieldPatterns.Cel.NAME_SAYS)
    @JsonPropertyDescription("What reports call it; unique.")
    public String name;

    @Required
    @Example("Validation")
    @JsonPropertyDescription(
            "Validation: soups are chosen by it. Test: scored after the choice and never used for it. Calibration: training"
                    + " inputs, a thousand or more, on which the running statistics of BatchNorm layers are estimated anew for every"
                    + " soup before it is scored; labels are ignored and may be missing.")
    public Role role;

    @Required
    @Example("file:///folder/val.safetensors")
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.DATASET_URI, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.ESCAPED, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.NO_SECRETS, message = Credentials.SAYS)
    @JsonPropertyDescription(
            "A safetensors file with inputs and labels (of role Calibration inputs alone will do), as an absolute URI; radin dataset makes one from images, CSV or"
                    + " NumPy files. With evaluator.container any file that its program reads, or a name that it knows, as"
                    + " lm-eval:hellaswag.")
    public String uri;

    @Size(max = 128)
    @ValidationRule(value = FieldPatterns.Cel.DIGEST, messageExpression = FieldPatterns.Cel.DIGEST_SAYS)
    @JsonPropertyDescription(
            "sha256:<64 hex digits>, as sha256sum prints them, to fail on any other content. Any content when absent.")
    public String digest;

    @Size(max = 24)
    @ValidationRule(value = FieldPatterns.Cel.POSITIVE, messageExpression = FieldPatterns.Cel.POSITIVE_SAYS)
    @JsonPropertyDescription(
            "Of role Validation only: its share in the weighted mean of the scores, a decimal above zero, as a string. 1 by"
                    + " default.")
    public String weight;
}
