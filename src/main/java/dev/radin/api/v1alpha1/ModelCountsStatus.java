package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** Numbers of models. */
public class ModelCountsStatus {

    @Min(0)
    @JsonPropertyDescription("Models that the spec lists and that its folders hold.")
    public Integer listed;

    @Min(0)
    @JsonPropertyDescription("Models that take part.")
    public Integer usable;

    @Min(0)
    @JsonPropertyDescription("Models that take no part, as they are unusable.")
    public Integer excluded;

    @Min(0)
    @JsonPropertyDescription("Usable models that strategy Auto keeps out of soups.")
    public Integer suspect;

    @Min(0)
    @JsonPropertyDescription("Usable models that were run over the validation data.")
    public Integer run;
}
