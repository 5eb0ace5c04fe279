package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Utilities are of two soups, and at last of the best single model. */
class ExpectedChoiceTest {

    private static final int SINGLE = 2;
    private static final double[] SINGLES = {0.70, 0.80, 0.75};

    @Test
    void scoresAreDrawnToTheMeanOfTheirGroup() {
        ExpectedChoice choice = ExpectedChoice.of(0.5, SINGLES, 0.2);
        double[] utilities = {0.76, 0.78, 0.80};

        assertThat(choice.bestSoup(utilities).place()).isEqualTo(1);
        assertThat(choice.bestSoup(utilities).expected()).isCloseTo(0.775, within(1e-12));
        assertThat(choice.bestSingle(utilities).expected()).isCloseTo(0.76, within(1e-12));
        assertThat(choice.best(utilities).place()).isEqualTo(1);
    }

    @Test
    void wherePartOfNoSpreadIsLuckTheHighestScoreIsChosen() {
        ExpectedChoice choice = ExpectedChoice.of(1, SINGLES, 1);

        assertThat(choice.best(new double[] {0.79, 0.78, 0.80}).place()).isEqualTo(SINGLE);
        assertThat(choice.best(new double[] {0.79, 0.81, 0.80}).place()).isEqualTo(1);
    }

    @Test
    void whereAllSpreadIsLuckGroupsAreCompared() {
        ExpectedChoice choice = ExpectedChoice.of(0, SINGLES, 0);

        assertThat(choice.best(new double[] {0.74, 0.78, 0.80}).place()).isEqualTo(1);
        assertThat(choice.best(new double[] {0.70, 0.79, 0.80}).place()).isEqualTo(SINGLE);
    }

    @Test
    void amongEqualsTheEarlierSoupIsChosen() {
        assertThat(ExpectedChoice.of(1, new double[] {0.8}, 1)
                        .best(new double[] {0.8, 0.8, 0.8})
                        .place())
                .isZero();
    }
}
