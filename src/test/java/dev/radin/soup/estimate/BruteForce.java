package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What counts are defined by: for each example the first argmax over all classes of sums in float64. */
final class BruteForce {

    /** Of every test, however many processors there are. */
    static final Threads THREADS = Threads.of(3);

    private BruteForce() {}

    /** Memory for any table and all kernels of a test. */
    static RankingMemory plenty() {
        return new RankingMemory(1L << 40);
    }

    /** @param weights one a member, or null for equal ones */
    static long correct(Logits logits, Labels labels, int[] members, double[] weights) {
        return IntStream.range(0, logits.examples())
                .filter(e -> argmax(logits, e, members, weights) == labels.label(e))
                .count();
    }

    private static int argmax(Logits logits, int example, int[] members, double[] weights) {
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.classes(); c++) {
            double sum = 0;
            for (int k = 0; k < members.length; k++) {
                float z = logits.values()[members[k]][example * logits.classes() + c];
                sum += weights == null ? z : weights[k] * z;
            }
            if (sum > highest) {
                highest = sum;
                best = c;
            }
        }
        return best;
    }

    /** Every set of at least so many models; for few models. */
    static List<int[]> subsets(int models, int atLeast) {
        List<int[]> subsets = new ArrayList<>();
        for (int bits = 1; bits < 1 << models; bits++) {
            if (Integer.bitCount(bits) >= atLeast) {
                int chosen = bits;
                subsets.add(IntStream.range(0, models)
                        .filter(i -> (chosen >> i & 1) == 1)
                        .toArray());
            }
        }
        return subsets;
    }

    /** Some sets of at least so many models. */
    static List<int[]> someSubsets(int models, int atLeast, int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(k -> {
                    int size = atLeast + random.nextInt(models - atLeast + 1);
                    List<Integer> all =
                            new ArrayList<>(IntStream.range(0, models).boxed().toList());
                    java.util.Collections.shuffle(all, random);
                    return all.subList(0, size).stream()
                            .mapToInt(Integer::intValue)
                            .sorted()
                            .toArray();
                })
                .toList();
    }
}
