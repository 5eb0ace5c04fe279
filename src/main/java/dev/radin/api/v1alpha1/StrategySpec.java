package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.StrategyChoice.Type;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.List;

/** Which soups get a true evaluation. */
public class StrategySpec {

    @JsonPropertyDescription(
            "Auto keeps suspicious models out and searches; Search searches over all models; Radin draws random subsets as the paper does; Greedy adds models in the order of their own scores; Listed evaluates what include says.")
    public Type type;

    @JsonPropertyDescription("Of everything random. The same seed and inputs give the same result. 0 by default.")
    public Long seed;

    @Min(1)
    @Max(100000)
    @JsonPropertyDescription("Radin: how many random subsets are drawn, 200 by default.")
    public Integer candidates;

    @JsonPropertyDescription(
            "Radin: added to the estimate for each member, in units of the metric, a decimal as a string; 0 by default.")
    public String prior;

    @JsonPropertyDescription("Listed: the mixtures to evaluate, in order.")
    public List<ListedMixture> include;
}
