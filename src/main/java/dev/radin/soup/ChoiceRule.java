package dev.radin.soup;

/** By what the result is chosen among the soups that were truly evaluated and the best single model. */
public enum ChoiceRule {
    /** The lowest calibrated NLL among those whose score is, up to chance, the highest: {@link CalibratedChoice}. */
    Calibrated,
    /** The highest score, as the papers have it; so the result never scores below the best single model. */
    HighestScore,
    /** The highest score once luck is taken out, of a soup or of the best single model: {@link ExpectedChoice}. */
    ExpectedScore
}
