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
        return between(models, 1, 1L << models.length);
    }

    /** Those whose members, as bits of a number, are {@code first .. end - 1}. */
    static List<Mixture> between(int[] models, long first, long end) {
        List<Mixture> subsets = new ArrayList<>();
        for (long bits = first; bits < end; bits++) {
            if (Long.bitCount(bits) > 1) {
                subsets.add(Mixture.uniform(chosen(models, bits)));
            }
        }
        return subsets;
    }

    private static int[] chosen(int[] models, long bits) {
        int[] chosen = new int[Long.bitCount(bits)];
        int k = 0;
        for (long left = bits; left != 0; left &= left - 1) {
            chosen[k++] = models[Long.numberOfTrailingZeros(left)];
        }
        return chosen;
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
