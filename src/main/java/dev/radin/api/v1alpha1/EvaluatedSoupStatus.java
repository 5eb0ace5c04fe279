package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A soup that was truly evaluated. */
public class EvaluatedSoupStatus {

    @ListKey("model")
    @Size(max = 16)
    @JsonPropertyDescription("The first 16 members.")
    public List<MemberStatus> members;

    @Min(1)
    @JsonPropertyDescription("How many members it has, the base included.")
    public Integer memberCount;

    @Size(max = 32)
    @JsonPropertyDescription(
            "What the averaged logits of its members scored, a decimal; absent where the evaluator gives scores.")
    public String estimate;

    @Size(max = 32)
    @JsonPropertyDescription("What it scored itself on the validation data, a decimal.")
    public String score;
}
