package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The result. */
public class ResultStatus {

    @Size(max = 32)
    @JsonPropertyDescription("Soup, or SingleModel where no soup beat the best single model.")
    public String type;

    @Size(max = 4096)
    @JsonPropertyDescription("The folder of the published soup or single model.")
    public String uri;

    @Size(max = 128)
    @JsonPropertyDescription("sha256 of the file with the weights.")
    public String digest;

    @JsonPropertyDescription("What kind of LoRA adapter the result is; absent where it is whole weights.")
    public AdapterStatus adapter;

    @Size(max = 32)
    @JsonPropertyDescription("Its score on the validation data, a decimal; as the best of several it is optimistic.")
    public String score;

    @Size(max = 32)
    @JsonPropertyDescription("Over the best single model, a signed decimal; positive is better, whatever the metric.")
    public String gain;

    @JsonPropertyDescription(
            "Of the gain, at 95 %, as one of all soups that were evaluated; absent when the single model was kept.")
    public IntervalStatus interval;

    @Size(max = 32)
    @JsonPropertyDescription(
            "How likely chance alone gives one of all soups that were evaluated such a gain or loss, by a paired test; absent"
                    + " when the single model was kept.")
    public String pValue;

    @Size(max = 64)
    @JsonPropertyDescription("What it was chosen by: Calibrated, ExpectedScore or HighestScore, see spec.choice.type.")
    public String rule;

    @Size(max = 640)
    @JsonPropertyDescription(
            "What came of it in one sentence: the gain, whether it is more than chance, and why this one was chosen.")
    public String verdict;

    @ListKey("model")
    @Size(max = 16)
    @JsonPropertyDescription("The first 16 members.")
    public List<MemberStatus> members;

    @Min(1)
    @JsonPropertyDescription("How many members it has, the base included.")
    public Integer memberCount;

    @JsonPropertyDescription("The generation of the spec that it was chosen for.")
    public Long observedGeneration;
}
