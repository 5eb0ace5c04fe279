package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** How far the passes are. */
public class ProgressStatus {

    @Min(0)
    @JsonPropertyDescription("Usable models.")
    public Integer models;

    @Min(0)
    @JsonPropertyDescription("Of them, run over the validation data.")
    public Integer extracted;

    @Min(0)
    @JsonPropertyDescription("Soups proposed for evaluation so far.")
    public Integer proposed;

    @Min(0)
    @JsonPropertyDescription("Of them, evaluated.")
    public Integer evaluated;

    @Size(max = 64)
    @JsonPropertyDescription(
            "A hash of what decides which passes there are: architecture, models, validation data and inference. While it"
                    + " stays the same, an edit of anything else starts from these counts.")
    public String passesOf;

    @Size(max = 32)
    @JsonPropertyDescription("When these counts last changed, in UTC.")
    public String lastUpdateTime;
}
