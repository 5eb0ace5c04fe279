package dev.radin.worker;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Models that hold the same weights, as a trainer's {@code last} and {@code best} often do: one model under two names. */
final class Twins {

    private Twins() {}

    /**
     * Of each model the number of the first that holds the same weights; its own where there is none before it.
     *
     * @param distances [models, models]; those of a sample tell which models are worth reading whole
     * @param digest of a model's weights; asked only of models at no distance from another
     */
    static int[] firsts(double[][] distances, IntFunction<String> digest) {
        int[] firsts = new int[distances.length];
        String[] digests = new String[distances.length];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = i;
            for (int j = 0; j < i && firsts[i] == i; j++) {
                if (distances[i][j] == 0 && of(i, digests, digest).equals(of(j, digests, digest))) {
                    firsts[i] = j;
                }
            }
        }
        return firsts;
    }

    private static String of(int model, String[] digests, IntFunction<String> digest) {
        if (digests[model] == null) {
            digests[model] = digest.apply(model);
        }
        return digests[model];
    }

    /** The distances between those models that are the first of their kind. */
    static double[][] distinct(double[][] distances, int[] firsts) {
        int[] kept =
                IntStream.range(0, firsts.length).filter(i -> firsts[i] == i).toArray();
        double[][] distinct = new double[kept.length][kept.length];
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < kept.length; j++) {
                distinct[i][j] = distances[kept[i]][kept[j]];
            }
        }
        return distinct;
    }
}
