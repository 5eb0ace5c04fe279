package dev.radin.soup.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What is kept of one example, on logits small enough to see it. The label is class 1 of four. */
class UndecidedExampleFinderTest {

    private static final int LABEL = 1;

    private final LongAdder alwaysCorrect = new LongAdder();

    @Test
    void aClassThatIsNowhereAheadIsNoRival() {
        UndecidedExample example =
                find(new float[][] {{0, 5, 6, 0}, {0, 5, 4, 0}}).orElseThrow();

        assertThat(example.competitors()).isEqualTo(1);
        assertThat(example.lead(0, 0)).isEqualTo(1);
        assertThat(example.lead(0, 1)).isEqualTo(-1);
    }

    @Test
    void aClassThatIsAheadEverywhereMakesTheExampleHopeless() {
        assertThat(find(new float[][] {{0, 5, 6, 0}, {0, 5, 5.5f, 0}})).isEmpty();
    }

    @Test
    void anEarlierClassThatTiesEverywhereIsAheadAndALaterOneIsNot() {
        assertThat(find(new float[][] {{5, 5, 0, 0}, {5, 5, 0, 0}})).isEmpty();
        assertThat(alwaysCorrect.sum()).isZero();
        assertThat(find(new float[][] {{0, 5, 5, 0}, {0, 5, 5, 0}})).isEmpty();
        assertThat(alwaysCorrect.sum()).isOne();
    }

    @Test
    void aRivalThatAnotherIsNowhereBelowIsNotNeeded() {
        UndecidedExample example =
                find(new float[][] {{0, 5, 7, 6}, {0, 5, 4, 4}}).orElseThrow();

        assertThat(example.competitors()).isEqualTo(1);
        assertThat(example.lead(0, 0)).isEqualTo(2);
    }

    @Test
    void anEarlierRivalIsKeptBesideAStrongerLaterOneAsOnlyItWinsTies() {
        UndecidedExample example =
                find(new float[][] {{6, 5, 7, 0}, {4, 5, 4, 0}}).orElseThrow();

        assertThat(example.competitors()).isEqualTo(2);
        assertThat(example.earlier()).isEqualTo(1);
        assertThat(example.correct(new int[] {0, 1}, null)).isFalse();
    }

    @Test
    void aLaterRivalIsNotNeededBesideAnEarlierOneThatIsAsStrong() {
        UndecidedExample example =
                find(new float[][] {{6, 5, 6, 0}, {4, 5, 3, 0}}).orElseThrow();

        assertThat(example.competitors()).isEqualTo(1);
        assertThat(example.earlier()).isEqualTo(1);
    }

    @Test
    void largerSoupsHaveFewerCompetitors() {
        // Ahead by one in a model, behind by one and three in the others: it beats no pair and no three.
        UndecidedExample example = find(new float[][] {{0, 5, 6, 0}, {0, 5, 3.5f, 0}, {0, 5, 2, 0}})
                .orElseThrow();

        assertThat(SizedExample.of(example, 1).orElseThrow().competitors()).hasSize(1);
        assertThat(SizedExample.of(example, 2).orElseThrow().competitors()).isEmpty();
        assertThat(SizedExample.of(example, 3).orElseThrow().competitors()).isEmpty();
    }

    @Test
    void largerSoupsMayBeHopelessWhereASingleModelIsNot() {
        UndecidedExample example =
                find(new float[][] {{0, 5, 4, 0}, {0, 5, 7, 0}, {0, 5, 7, 0}}).orElseThrow();

        assertThat(SizedExample.of(example, 1)).isPresent();
        assertThat(SizedExample.of(example, 2)).isEmpty();
    }

    private Optional<UndecidedExample> find(float[][] logits) {
        Logits table = new Logits(logits, 1, 4);
        return new UndecidedExampleFinder(table, new Labels.Hard(new int[] {LABEL}), alwaysCorrect).find(logits, 0, 0);
    }
}
