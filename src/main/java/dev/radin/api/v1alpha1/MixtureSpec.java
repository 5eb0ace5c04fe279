package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One mixture that is to be evaluated. */
@ValidationRule(
        value = "self.members.filter(m, !has(m.weight) || !m.weight.matches(\"" + FieldPatterns.ZERO
                + "\")).size() >= 2",
        fieldPath = ".members",
        message = FieldPatterns.TWO_MEMBERS)
public class MixtureSpec {

    @Required
    @Example("both")
    @Size(max = 63)
    @ValidationRule(value = FieldPatterns.Cel.NAME, messageExpression = FieldPatterns.Cel.NAME_SAYS)
    @JsonPropertyDescription("What messages call it; unique. Letters, digits, dots, dashes, underscores.")
    public String name;

    @Required
    @Example("[{model: lr1e-5}, {model: lr3e-5}]")
    @ListKey("model")
    @Size(max = 256)
    @JsonPropertyDescription("What is averaged: two models or more. Their weights are scaled to a sum of one.")
    public List<MemberSpec> members;
}
