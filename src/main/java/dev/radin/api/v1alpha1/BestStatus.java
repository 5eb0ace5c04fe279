package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** The result. */
public class BestStatus {

    @JsonPropertyDescription("The folder of the published soup.")
    public String uri;

    @JsonPropertyDescription("Its members, the first 16.")
    public List<String> models;

    @JsonPropertyDescription("How many members it has.")
    public Integer size;

    @JsonPropertyDescription("On the validation data; as the best of several it is optimistic.")
    public String score;

    @JsonPropertyDescription("Over the best single model; positive is better, whatever the metric.")
    public String gain;

    @JsonPropertyDescription("Of the file with the weights.")
    public String digest;

    @JsonPropertyDescription("The generation it was chosen for.")
    public Long generation;
}
