package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How far the passes are. */
public class ProgressStatus {

    @JsonPropertyDescription("Usable models.")
    public Integer models;

    @JsonPropertyDescription("Of them, run over the validation data.")
    public Integer extracted;

    @JsonPropertyDescription("Soups proposed so far.")
    public Integer proposed;

    @JsonPropertyDescription("Of them, evaluated.")
    public Integer evaluated;

    @JsonPropertyDescription("When these counts last changed.")
    public String lastUpdateTime;
}
