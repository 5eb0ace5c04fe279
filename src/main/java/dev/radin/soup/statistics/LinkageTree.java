package dev.radin.soup.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A group of models and how it came about: the two groups that it was joined from.
 *
 * @param models of the group, ascending
 * @param meanInside mean distance between two of them; 0 of one
 * @param left null of a single model, as {@code right}
 * @param meanBetween mean distance between a model on the left and one on the right
 */
record LinkageTree(int[] models, double meanInside, LinkageTree left, LinkageTree right, double meanBetween) {

    /**
     * By average linkage: of all groups the two with the smallest mean distance between them are joined, those of the lower
     * models first among equals, until one is left.
     *
     * @param pairwise ‖w_i − w_j‖, [models][models], symmetric, at least one model; NaN counts as infinite
     */
    static LinkageTree of(double[][] pairwise) {
        int models = pairwise.length;
        LinkageTree[] groups = IntStream.range(0, models)
                .mapToObj(i -> new LinkageTree(new int[] {i}, 0, null, null, 0))
                .toArray(LinkageTree[]::new);
        // Sums, from which means of joined groups follow without looking at models again; inside a group twice each
        // pair.
        double[][] sums = Arrays.stream(pairwise)
                .map(row -> Arrays.stream(row)
                        .map(d -> Double.isNaN(d) ? Double.POSITIVE_INFINITY : d)
                        .toArray())
                .toArray(double[][]::new);
        for (int i = 0; i < models; i++) {
            sums[i][i] = 0;
        }
        for (int left = models; left > 1; left--) {
            join(groups, sums);
        }
        return groups[0];
    }

    /** Into the place of the lower. */
    private static void join(LinkageTree[] groups, double[][] sums) {
        int[] alive =
                IntStream.range(0, groups.length).filter(g -> groups[g] != null).toArray();
        int first = -1;
        int second = -1;
        double smallest = Double.NaN;
        for (int a = 0; a < alive.length; a++) {
            for (int b = a + 1; b < alive.length; b++) {
                int i = alive[a];
                int j = alive[b];
                double mean = sums[i][j] / ((double) groups[i].models.length * groups[j].models.length);
                if (first < 0 || mean < smallest) {
                    first = i;
                    second = j;
                    smallest = mean;
                }
            }
        }
        int[] models = IntStream.concat(Arrays.stream(groups[first].models), Arrays.stream(groups[second].models))
                .sorted()
                .toArray();
        sums[first][first] += sums[second][second] + 2 * sums[first][second];
        for (int other : alive) {
            if (other != first && other != second) {
                sums[first][other] += sums[second][other];
                sums[other][first] = sums[first][other];
            }
        }
        double inside = sums[first][first] / ((double) models.length * (models.length - 1));
        groups[first] = new LinkageTree(models, inside, groups[first], groups[second], smallest);
        groups[second] = null;
    }

    int size() {
        return models.length;
    }
}
