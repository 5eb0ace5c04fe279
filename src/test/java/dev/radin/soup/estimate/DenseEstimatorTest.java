package dev.radin.soup.estimate;

import static dev.radin.soup.estimate.BruteForce.THREADS;
import static dev.radin.soup.estimate.BruteForce.plenty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What stands in when too many logits can decide must say the same. */
class DenseEstimatorTest {

    private static final int EXAMPLES = 50;

    @Property(tries = 60)
    void accuracyEqualsBruteForce(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 1, max = 6) int models,
            @ForAll @IntRange(min = 2, max = 9) int classes,
            @ForAll long seed) {
        Logits logits = Logits.random(kind, models, EXAMPLES, classes, seed);
        Labels labels = Logits.labels(EXAMPLES, classes, seed);
        List<int[]> subsets = BruteForce.subsets(models, 1);

        double[] utilities = new DenseEstimator(
                        Metric.ACCURACY, new ValidationSet("val", logits, labels, 1), plenty(), THREADS)
                .utilities(subsets.stream().map(Mixture::uniform).toList());

        for (int s = 0; s < utilities.length; s++) {
            assertThat(Math.round(utilities[s] * EXAMPLES))
                    .isEqualTo(BruteForce.correct(logits, labels, subsets.get(s), null));
        }
    }

    @Property(tries = 60)
    void prunedMetricsEqualDenseOnesToTheLastBit(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 1, max = 6) int models,
            @ForAll @IntRange(min = 2, max = 14) int classes,
            @ForAll @IntRange(min = 1, max = 13) int atMost,
            @ForAll long seed) {
        Metric topK = Metric.topKAccuracy(Math.min(atMost, classes - 1));
        ValidationSet set = new ValidationSet(
                "val", Logits.random(kind, models, EXAMPLES, classes, seed), Logits.labels(EXAMPLES, classes, seed), 1);
        List<Mixture> soups =
                BruteForce.subsets(models, 1).stream().map(Mixture::uniform).toList();

        assertThat(TopClasses.of(topK, set, plenty(), THREADS).orElseThrow().utilities(soups))
                .isEqualTo(new DenseEstimator(topK, set, plenty(), THREADS).utilities(soups));
        assertThat(MacroF1.of(set, plenty(), THREADS).orElseThrow().utilities(soups))
                .isEqualTo(new DenseEstimator(Metric.MACRO_F1, set, plenty(), THREADS).utilities(soups));
    }

    /** Half of the examples every mixture gets right, the others none. */
    @Test
    void decidedExamplesTakeNoMemory() {
        Logits logits = new Logits(new float[][] {{9, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0}}, 2, 6);
        Labels labels = new Labels.Hard(new int[] {0, 5});
        ValidationSet set = new ValidationSet("val", logits, labels, 1);
        List<Mixture> single = List.of(Mixture.single(0));

        assertThat(MarginTable.of(set, new RankingMemory(0), THREADS)
                        .map(table -> new MarginEstimator(table, plenty(), THREADS)))
                .hasValueSatisfying(table -> assertThat(table.utilities(single)).containsExactly(0.5));
        assertThat(TopClasses.of(Metric.topKAccuracy(5), set, new RankingMemory(0), THREADS))
                .hasValueSatisfying(table -> assertThat(table.utilities(single)).containsExactly(0.5));
        assertThat(MacroF1.of(set, new RankingMemory(0), THREADS))
                .hasValueSatisfying(table -> assertThat(table.utilities(single)).containsExactly(1 / 3.0));
    }
}
