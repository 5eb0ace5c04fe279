package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** One mixture that is to be evaluated. */
public class ListedMixture {

    @Required
    @JsonPropertyDescription("Names of models, at least two.")
    public List<String> models;

    @JsonPropertyDescription("One decimal a model, as strings; scaled to a sum of one. Equal when absent.")
    public List<String> weights;
}
