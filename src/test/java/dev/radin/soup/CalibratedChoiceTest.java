package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.CalibratedChoice.Finalist;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finalists are two soups and the single model, whose mixture is the smallest. */
class CalibratedChoiceTest {

    private static final Mixture FIRST = Mixture.uniform(0, 1);
    private static final Mixture SECOND = Mixture.uniform(0, 2);
    private static final Mixture SINGLE = Mixture.single(0);

    @Test
    void lowestLossWinsAmongThoseWithinTwoStandardErrorsOfTheHighestScore() {
        assertThat(chosen(0.80, 0.6, 0.79, 0.5, 0.78, 0.4, 0.0051, 0.009)).isEqualTo(SECOND);
        assertThat(chosen(0.80, 0.6, 0.79, 0.5, 0.78, 0.4, 0.0049, 0.009)).isEqualTo(FIRST);
    }

    @Test
    void soupMayScoreBelowTheBestSingleModel() {
        assertThat(chosen(0.79, 0.5, 0.70, 0.4, 0.80, 0.6, 0.01, 0)).isEqualTo(FIRST);
    }

    @Test
    void singleModelIsKeptWithTheLowestLoss() {
        assertThat(chosen(0.80, 0.6, 0.79, 0.5, 0.78, 0.4, 0.0051, 0.0101)).isEqualTo(SINGLE);
    }

    @Test
    void amongEqualsTheSingleModelIsChosenThenTheEarlier() {
        assertThat(chosen(0.8, 0.5, 0.8, 0.5, 0.8, 0.5, 0, 0)).isEqualTo(SINGLE);
        assertThat(chosen(0.8, 0.5, 0.8, 0.5, 0.7, 0.4, 0, 0)).isEqualTo(FIRST);
    }

    @Test
    void highestScoreOfEqualsIsThatOfTheLowerLoss() {
        List<Finalist> finalists = finalists(0.8, 0.6, 0.8, 0.5, 0.7, 0.4);

        assertThat(CalibratedChoice.highest(finalists)).isEqualTo(1);
    }

    /** The loss of a soup is lowest, and so were those of its members: their weights do not average. */
    @Test
    void soupThatIsWorseThanItsMembersWinsOnlyWhereNothingElseIsAsGood() {
        assertThat(chosenOfWorse(0.80, 0.4, 0.79, 0.01)).isEqualTo(SINGLE);
        assertThat(chosenOfWorse(0.79, 0.4, 0.80, 0.01)).isEqualTo(SINGLE);
        assertThat(chosenOfWorse(0.80, 0.4, 0.70, 0.01)).isEqualTo(FIRST);
    }

    private static Mixture chosenOfWorse(double score, double loss, double single, double error) {
        List<Finalist> finalists = List.of(
                new Finalist(new Evaluated(FIRST, score, loss), loss, true),
                new Finalist(new Evaluated(SINGLE, single, 0.6), 0.5, false));
        int highest = CalibratedChoice.highest(finalists);
        double[] errors = {error, error};
        errors[highest] = 0;
        return CalibratedChoice.among(finalists, highest, errors).evaluated().mixture();
    }

    /** @param error of the difference to the first soup or, where that is the highest, to the single model */
    private static Mixture chosen(
            double first,
            double firstLoss,
            double second,
            double secondLoss,
            double single,
            double singleLoss,
            double error,
            double singleError) {
        List<Finalist> finalists = finalists(first, firstLoss, second, secondLoss, single, singleLoss);
        int highest = CalibratedChoice.highest(finalists);
        double[] errors = {error, error, singleError};
        errors[highest] = 0;
        return CalibratedChoice.among(finalists, highest, errors).evaluated().mixture();
    }

    private static List<Finalist> finalists(
            double first, double firstLoss, double second, double secondLoss, double single, double singleLoss) {
        return List.of(
                new Finalist(new Evaluated(FIRST, first, 1), firstLoss, false),
                new Finalist(new Evaluated(SECOND, second, 1), secondLoss, false),
                new Finalist(new Evaluated(SINGLE, single, 1), singleLoss, false));
    }
}
