package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The subsets of a set of models that have two members or more. */
final class Subsets {

    private Subsets() {}

    /** How many there are; Long.MAX_VALUE for more than 62 models. */
    static long count(int models) {
        return models > 62 ? Long.MAX_VALUE : (1L << models) - models - 1;
    }

    /** Every one. Only for few models. */
    static List<Mixture> all(int[] models) {
        List<Mixture> subsets = new ArrayList<>();
        for (long bits = 1; bits < 1L << models.length; bits++) {
            if (Long.bitCount(bits) > 1) {
                long chosen = bits;
                subsets.add(Mixture.uniform(IntStream.range(0, models.length)
                        .filter(k -> (chosen >> k & 1) == 1)
                        .map(k -> models[k])
                        .toArray()));
            }
        }
        return subsets;
    }

    /** One of a given size out of 0 .. models − 1, all equally likely: the start of a Fisher-Yates shuffle. */
    static int[] draw(int models, int size, SplitMix64 random) {
        int[] shuffled = IntStream.range(0, models).toArray();
        for (int k = 0; k < size; k++) {
            int other = k + random.nextInt(models - k);
            int kept = shuffled[k];
            shuffled[k] = shuffled[other];
            shuffled[other] = kept;
        }
        return Arrays.copyOf(shuffled, size);
    }
}
