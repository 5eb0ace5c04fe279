package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Which elements of floating tensors a {@link WeightSample} holds, and where: evenly spaced runs of all tensors laid end to
 * end, and after them, where it is asked for, the beginnings of matrices of which those runs hold next to nothing.
 *
 * @param population how many elements the tensors have
 * @param runs in the order in which they lie, those of small matrices after the evenly spaced ones
 * @param even how many elements of the sample are of evenly spaced runs
 */
record SampleLayout(List<TensorInfo> tensors, long population, List<Run> runs, int even) {

    private static final int RUN_ELEMENTS = 1 << 10;

    /** Consecutive elements of all tensors laid end to end. */
    record Run(long start, int length) {}

    /** Those of a tensor, from {@code at} on in the sample. */
    record Piece(int tensor, int at, int length) {}

    /**
     * @param mostElements all are taken when there are no more than this, else evenly spaced runs of together at most this
     * @param mostOfSmall as many more at most, of small matrices
     */
    static SampleLayout of(List<TensorInfo> tensors, long mostElements, long mostOfSmall) {
        long population = tensors.stream().mapToLong(TensorInfo::elements).sum();
        int size = Math.toIntExact(Math.min(population, mostElements));
        int length = population <= mostElements ? size : Math.min(RUN_ELEMENTS, size);
        int count = length == 0 ? 0 : size / length;
        List<Run> runs = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            runs.add(new Run(start(run, count, population), length));
        }
        SampleLayout even = new SampleLayout(tensors, population, runs, count * length);
        return mostOfSmall == 0 ? even : even.withSmall(mostOfSmall);
    }

    /** Run k of n begins at k/n of the way; runs do not overlap, as they are together no longer than the whole. */
    private static long start(int run, int runs, long population) {
        long spacing = population / runs;
        long remainder = population % runs;
        return run * spacing + run * remainder / runs;
    }

    private SampleLayout withSmall(long most) {
        long[] sampled = new long[tensors.size()];
        pieces().forEach(piece -> sampled[piece.tensor] += piece.length);
        List<Run> small = new ArrayList<>();
        long start = 0;
        for (int t = 0; t < sampled.length; t++) {
            int enough = (int) Math.min(RUN_ELEMENTS, tensors.get(t).elements());
            if (isMatrix(tensors.get(t)) && sampled[t] < enough) {
                small.add(new Run(start, enough));
            }
            start += tensors.get(t).elements();
        }
        List<Run> all = new ArrayList<>(runs);
        for (Run run : small) {
            all.add(new Run(run.start, (int) Math.min(run.length, Math.max(1, most / small.size()))));
        }
        return new SampleLayout(tensors, population, all, even);
    }

    /** Whether distances between samples of these have a meaning. */
    boolean isLike(SampleLayout other) {
        return even == other.even && population == other.population;
    }

    static boolean isMatrix(TensorInfo tensor) {
        return tensor.shape().size() > 1;
    }

    int size() {
        return runs.stream().mapToInt(Run::length).sum();
    }

    /** The whole sample, cut where tensors end. */
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        int tensor = 0;
        long begin = 0;
        long before = 0;
        for (Run run : runs) {
            if (run.start < before) { // the first of the small matrices
                tensor = 0;
                begin = 0;
            }
            before = run.start;
            for (int done = 0; done < run.length; ) {
                long position = run.start + done;
                while (position >= begin + tensors.get(tensor).elements()) {
                    begin += tensors.get(tensor).elements();
                    tensor++;
                }
                long left = begin + tensors.get(tensor).elements() - position;
                int length = (int) Math.min(run.length - done, left);
                pieces.add(new Piece(tensor, at, length));
                at += length;
                done += length;
            }
        }
        return pieces;
    }
}
