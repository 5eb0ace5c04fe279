package dev.radin.soup.estimate;

import static dev.radin.soup.estimate.BruteForce.THREADS;
import static dev.radin.soup.estimate.BruteForce.plenty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Logits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Which competitors are kept, against every pair compared. */
class DominatedCompetitorsTest {

    private static final int MOST_ASKED = 32;

    @Property(tries = 1_000)
    void keepsWhatNoneOfTheStrongestDominates(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 1, max = 4) int models,
            @ForAll @IntRange(min = 2, max = 300) int classes,
            @ForAll @IntRange(min = 0, max = 299) int someClass,
            @ForAll long seed) {
        Logits logits = Logits.random(kind, models, 2, classes, seed);
        int label = someClass % classes;
        int[] competitors = IntStream.range(0, classes).filter(c -> c != label).toArray();
        int[] expected = kept(logits.values(), classes, label, competitors);

        int kept = new DominatedCompetitors(classes)
                .remove(logits.values(), classes, label, competitors, competitors.length);

        assertThat(Arrays.copyOf(competitors, kept)).containsExactly(expected);
    }

    @Property(tries = 50)
    void countsAsManyCorrectAsAllCompetitorsWould(@ForAll Logits.Kind kind, @ForAll long seed) {
        int models = 4;
        int classes = 80;
        Logits logits = Logits.random(kind, models, 40, classes, seed);
        var labels = Logits.labels(40, classes, seed);
        MarginTable table = MarginTable.of(new ValidationSet("val", logits, labels, 1), plenty(), THREADS)
                .orElseThrow();

        for (int[] soup : BruteForce.subsets(models, 1)) {
            assertThat(new DirectCount(table, THREADS).correct(List.of(new WeightedSoup(soup, null))))
                    .containsExactly(BruteForce.correct(logits, labels, soup, null));
        }
    }

    private static int[] kept(float[][] logits, int base, int label, int[] competitors) {
        List<Integer> strongestFirst =
                new ArrayList<>(IntStream.of(competitors).boxed().toList());
        strongestFirst.sort(Comparator.comparingDouble(c -> -strength(logits, base + c)));
        List<Integer> kept = new ArrayList<>();
        for (int c : strongestFirst) {
            if (kept.stream()
                    .limit(MOST_ASKED)
                    .noneMatch(k -> (k < label || c > label) && nowhereBelow(logits, base + k, base + c))) {
                kept.add(c);
            }
        }
        return kept.stream().mapToInt(c -> c).sorted().toArray();
    }

    private static double strength(float[][] logits, int place) {
        double sum = 0;
        for (float[] z : logits) {
            sum += z[place];
        }
        return sum;
    }

    private static boolean nowhereBelow(float[][] logits, int stronger, int weaker) {
        return Arrays.stream(logits).allMatch(z -> z[stronger] >= z[weaker]);
    }
}
