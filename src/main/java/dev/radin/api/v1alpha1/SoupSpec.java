package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.FloatDType;
import dev.radin.protocol.Selection.SoupForm;
import io.fabric8.generator.annotation.ValidationRule;

/** What the soup is saved as. */
@ValidationRule(
        value = "!has(self.adapter) || !has(self.type) || self.type == 'Adapter'",
        fieldPath = ".adapter",
        reason = "FieldValueForbidden",
        message = FieldPatterns.ADAPTER_UNUSED)
public class SoupSpec {

    @JsonPropertyDescription(
            "Of LoRA adapters: Adapter, the default, an adapter again; Merged, the base with the mean of the updates in it."
                    + " Whole checkpoints give whole checkpoints.")
    public SoupForm.Type type;

    @JsonPropertyDescription("Of type Adapter only.")
    public AdapterSpec adapter;

    @JsonPropertyDescription(
            "The dtype of the soup's floating weights, such as BF16 for serving. Soups and single models are run with weights"
                    + " rounded to it, so that what is scored is what is published. By default each tensor has the smallest"
                    + " dtype that holds those of the soup's members.")
    public FloatDType dtype;
}
