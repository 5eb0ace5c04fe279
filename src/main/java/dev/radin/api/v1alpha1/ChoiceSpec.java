package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.soup.ChoiceRule;

/** By what the result is chosen among the soups that were evaluated and the best single model. */
public class ChoiceSpec {

    @JsonPropertyDescription(
            "Calibrated, the default of strategy Auto: of all whose score is within two paired standard errors of the highest,"
                    + " the lowest negative log-likelihood at its own best temperature; so the score may be below the best"
                    + " single model's, by no more than chance. ExpectedScore, the default of Auto with an evaluator that"
                    + " produces Scores: the highest score once luck is taken out, as each score is drawn to the mean of the"
                    + " single models or of the soups by as much as chance explains of their spread; so the score as it is"
                    + " may be below the best single model's. HighestScore, the default of the other strategies and of the"
                    + " metric NegativeLogLikelihood: never below it on the validation data.")
    public ChoiceRule type;
}
