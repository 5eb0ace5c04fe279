package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Mixtures that somebody wants to see evaluated. */
@ValidationRule(
        value = "self.mixtures.map(m, m.members.size()).sum() <= " + FieldPatterns.MOST_MEMBERS,
        fieldPath = ".mixtures",
        message = FieldPatterns.MANY_MEMBERS)
public class ListedStrategySpec {

    @Required
    @Example("[{name: both, members: [{model: lr1e-5}, {model: lr3e-5}]}]")
    @ListKey("name")
    @Size(min = 1, max = 256)
    @JsonPropertyDescription(
            "The mixtures to evaluate, 1 to 256 with at most 2560 members in all, in order, as far as the budget goes.")
    public List<MixtureSpec> mixtures;
}
