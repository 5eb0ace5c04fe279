package dev.radin.soup;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A point of the simplex over N models: which models are averaged, and with what weights. A single model is a vertex.
 *
 * <p>Models are numbered in the order of their content digests, everywhere in this package. So neither their names nor
 * their order in a file can change a draw, a sum or a tie.
 */
public final class Mixture implements Comparable<Mixture> {

    /** What the sum of some hundred weights may be away from one by rounding alone, amply. */
    private static final double ROUNDING = 1e-12;

    private final int[] members;
    /** Null when all are equal, as they are in nearly all of the many mixtures that a search looks at. */
    private final double[] weights;

    private Mixture(int[] members, double[] weights) {
        this.members = members;
        this.weights = weights;
    }

    public static Mixture single(int model) {
        return uniform(model);
    }

    /** Equal weights over distinct models, given in any order. */
    public static Mixture uniform(int... models) {
        int[] members = models.clone();
        Arrays.sort(members);
        for (int k = 1; k < members.length; k++) {
            if (members[k] == members[k - 1]) {
                double[] equal = new double[models.length];
                Arrays.fill(equal, 1.0);
                return of(models, equal);
            }
        }
        if (members.length == 0) {
            throw new IllegalArgumentException("a mixture needs a member");
        }
        return new Mixture(members, null);
    }

    /**
     * Any non-negative weights, in any order; they are scaled to a sum of one. A model named twice gets the sum of both
     * weights, one with weight zero is no member.
     */
    public static Mixture of(int[] models, double[] weights) {
        if (models.length != weights.length) {
            throw new IllegalArgumentException(models.length + " models but " + weights.length + " weights");
        }
        int[] distinct = Arrays.stream(models).sorted().distinct().toArray();
        double[] sums = new double[distinct.length];
        for (int i = 0; i < models.length; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException("weight " + weights[i] + " of model " + models[i]);
            }
            sums[Arrays.binarySearch(distinct, models[i])] += weights[i];
        }
        int[] kept =
                IntStream.range(0, distinct.length).filter(i -> sums[i] > 0).toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException("a mixture needs a member");
        }
        int[] members = Arrays.stream(kept).map(i -> distinct[i]).toArray();
        double[] keptWeights = Arrays.stream(kept).mapToDouble(i -> sums[i]).toArray();
        double[] scaled = scaled(keptWeights);
        if (Arrays.stream(scaled).anyMatch(w -> w == 0)) {
            return of(members, scaled); // beside the others they weigh nothing
        }
        boolean equal = Arrays.stream(scaled).allMatch(w -> w == scaled[0]);
        return new Mixture(members, equal ? null : scaled);
    }

    /**
     * To a sum of one. Weights that have it already, up to rounding, stay as they are: written to a file and read again they
     * are the same mixture, bit for bit.
     */
    private static double[] scaled(double[] weights) {
        double total = Arrays.stream(weights).sum();
        if (Math.abs(total - 1) <= ROUNDING) {
            return weights;
        }
        double largest = Arrays.stream(weights).max().orElseThrow();
        double[] relative = Double.isInfinite(total)
                ? Arrays.stream(weights).map(w -> w / largest).toArray()
                : weights;
        double sum = Arrays.stream(relative).sum();
        return Arrays.stream(relative).map(w -> w / sum).toArray();
    }

    /** The number of members. */
    public int size() {
        return members.length;
    }

    /** The k-th member, ascending. */
    public int member(int k) {
        return members[k];
    }

    /** The weight of the k-th member, positive. */
    public double weight(int k) {
        return weights == null ? 1.0 / members.length : weights[k];
    }

    /** Σ p_i v_i, of a value of each member on its own. */
    public double mean(IntToDoubleFunction value) {
        double sum = 0;
        for (int k = 0; k < size(); k++) {
            sum += weight(k) * value.applyAsDouble(member(k));
        }
        return sum;
    }

    /** Σ|p_i − q_i|, from 0 to 2. */
    public double distance(Mixture that) {
        double sum = 0;
        int k = 0;
        int l = 0;
        while (k < size() || l < that.size()) {
            int mine = k < size() ? member(k) : Integer.MAX_VALUE;
            int other = l < that.size() ? that.member(l) : Integer.MAX_VALUE;
            double p = mine <= other ? weight(k++) : 0;
            double q = other <= mine ? that.weight(l++) : 0;
            sum += Math.abs(p - q);
        }
        return sum;
    }

    public boolean isSingle() {
        return members.length == 1;
    }

    public boolean isUniform() {
        return weights == null;
    }

    public boolean contains(int model) {
        return Arrays.binarySearch(members, model) >= 0;
    }

    /** The members, ascending. */
    public int[] members() {
        return members.clone();
    }

    /** The fixed order that breaks ties: smaller ones first, then by members, then by weights. */
    @Override
    public int compareTo(Mixture that) {
        int bySize = Integer.compare(members.length, that.members.length);
        int byMembers = bySize != 0 ? bySize : Arrays.compare(members, that.members);
        return byMembers != 0 || weights == that.weights ? byMembers : Arrays.compare(weights(), that.weights());
    }

    private double[] weights() {
        return IntStream.range(0, members.length).mapToDouble(this::weight).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mixture that
                && Arrays.equals(members, that.members)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(members) + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return IntStream.range(0, members.length)
                .mapToObj(k -> isUniform() ? "" + members[k] : members[k] + "=" + weights[k])
                .collect(Collectors.joining("+"));
    }
}
