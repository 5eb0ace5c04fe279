package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The result. */
public class BestStatus {

    @Size(max = 1024)
    @JsonPropertyDescription("The folder of the published soup, or of the single model when no soup beat it.")
    public String uri;

    @Size(max = 16)
    @JsonPropertyDescription("Names of its members, the first 16.")
    public List<@Size(max = 255) String> models;

    @Min(1)
    @JsonPropertyDescription("How many members it has; 1 when the best single model was kept.")
    public Integer size;

    @Size(max = 32)
    @JsonPropertyDescription("Its score on the validation data, a decimal; as the best of several it is optimistic.")
    public String score;

    @Size(max = 32)
    @JsonPropertyDescription("Over the best single model, a signed decimal; positive is better, whatever the metric.")
    public String gain;

    @Size(max = 32)
    @JsonPropertyDescription(
            "How likely chance alone gives such a gain or loss, by a paired test; absent when the single model was kept.")
    public String pValue;

    @Size(max = 128)
    @JsonPropertyDescription("sha256 of the file with the weights.")
    public String digest;

    @JsonPropertyDescription("The generation of the spec that it was chosen for.")
    public Long generation;
}
