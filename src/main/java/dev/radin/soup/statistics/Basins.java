package dev.radin.soup.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which models may meet in a soup: those between which there is no barrier, as far as the distances between their weights
 * tell. Models from two pretrained starts, or trained until they were somewhere else, form groups that are farther from each
 * other than the models inside one; an average across two groups is worth nothing.
 *
 * @param all each model is in one of them; largest first, then by the lowest model
 */
public record Basins(List<Basin> all) {

    /**
     * Two groups are apart when they are farther from each other than this many times the distances inside one, and so is a
     * model when it is farther from the others than this many times the usual.
     */
    private static final double FACTOR = 1.5;

    /**
     * @param members that soups are made of, ascending
     * @param far from the members though nearest to them: a longer or a wilder training. Ascending; in soups only to try
     */
    public record Basin(List<Integer> members, List<Integer> far) {

        /** Whether there is a soup to make. */
        public boolean hasSoups() {
            return members.size() > 1;
        }

        /** The members, as an array of its own. */
        public int[] models() {
            return members.stream().mapToInt(i -> i).toArray();
        }

        private int lowest() {
            return IntStream.concat(
                            members.stream().mapToInt(i -> i), far.stream().mapToInt(i -> i))
                    .min()
                    .orElseThrow();
        }
    }

    /**
     * The tree of average linkage, cut from the top wherever both sides have two models and more and are apart. A side of one
     * model decides nothing: it goes to the nearest basin, where it may then turn out to be far.
     *
     * @param pairwise ‖w_i − w_j‖, [models][models], symmetric, at least one model; NaN counts as infinite
     */
    public static Basins of(double[][] pairwise) {
        return new Basins(cut(LinkageTree.of(pairwise), pairwise).stream()
                .map(group -> basin(group, pairwise))
                .sorted(Comparator.comparingInt((Basin basin) -> -basin.members.size())
                        .thenComparingInt(Basin::lowest))
                .toList());
    }

    /** One basin, where nothing but each model's median distance is known. */
    public static Basins ofMedians(double[] medians) {
        boolean[] far = apart(medians);
        return new Basins(List.of(split(IntStream.range(0, far.length).toArray(), far)));
    }

    /** Of the basin that a model is in or nearest to, from 1 on. */
    public int numberOf(int model) {
        int k = 0;
        while (!all.get(k).members.contains(model) && !all.get(k).far.contains(model)) {
            k++;
        }
        return k + 1;
    }

    private static List<int[]> cut(LinkageTree node, double[][] pairwise) {
        if (node.size() == 1) {
            return List.of(node.models());
        }
        LinkageTree smaller = node.left().size() < node.right().size() ? node.left() : node.right();
        LinkageTree larger = smaller == node.left() ? node.right() : node.left();
        if (smaller.size() > 1) {
            if (!(node.meanBetween() > FACTOR * Math.max(smaller.meanInside(), larger.meanInside()))) {
                return List.of(node.models());
            }
            List<int[]> both = new ArrayList<>(cut(smaller, pairwise));
            both.addAll(cut(larger, pairwise));
            return both;
        }
        List<int[]> rest = new ArrayList<>(cut(larger, pairwise));
        if (rest.size() == 1) {
            return List.of(node.models());
        }
        int alone = smaller.models()[0];
        int nearest = IntStream.range(0, rest.size())
                .boxed()
                .min(Comparator.comparingDouble((Integer k) -> mean(pairwise[alone], rest.get(k)))
                        .thenComparingInt(k -> rest.get(k)[0]))
                .orElseThrow();
        rest.set(
                nearest,
                IntStream.concat(Arrays.stream(rest.get(nearest)), IntStream.of(alone))
                        .sorted()
                        .toArray());
        return rest;
    }

    /** NaN is far: it compares above all. */
    private static double mean(double[] distances, int[] models) {
        return Arrays.stream(models).mapToDouble(i -> distances[i]).sum() / models.length;
    }

    private static Basin basin(int[] group, double[][] pairwise) {
        double[] medians = Arrays.stream(group)
                .mapToDouble(i -> Distances.median(Arrays.stream(group)
                        .filter(j -> j != i)
                        .mapToDouble(j -> Double.isNaN(pairwise[i][j]) ? Double.POSITIVE_INFINITY : pairwise[i][j])
                        .toArray()))
                .toArray();
        return split(group, apart(medians));
    }

    /** A flag and no verdict. Where most models are the same there is no scale, and nobody is far. */
    private static boolean[] apart(double[] medians) {
        double typical = Distances.median(medians);
        boolean[] apart = new boolean[medians.length];
        for (int i = 0; i < medians.length; i++) {
            apart[i] = typical > 0 && medians[i] > FACTOR * typical;
        }
        return apart;
    }

    private static Basin split(int[] group, boolean[] far) {
        return new Basin(
                IntStream.range(0, group.length)
                        .filter(k -> !far[k])
                        .mapToObj(k -> group[k])
                        .toList(),
                IntStream.range(0, group.length)
                        .filter(k -> far[k])
                        .mapToObj(k -> group[k])
                        .toList());
    }
}
