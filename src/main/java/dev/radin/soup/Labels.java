package dev.radin.soup;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the examples of one dataset truly are. */
public sealed interface Labels {

    int examples();

    /** The class of an example; of a soft label the most probable one, the first among equals. */
    int label(int example);

    /** The probability that a label gives to a class, times what the example weighs. */
    double probability(int example, int classIndex);

    /** The sum of a label's probabilities: what the example weighs, which is 1 but for rounding if all weigh the same. */
    double mass(int example);

    /** Whether a label may be of several classes. */
    boolean isSoft();

    /** One class index an example. */
    record Hard(int[] classIndices) implements Labels {
        @Override
        public int examples() {
            return classIndices.length;
        }

        @Override
        public int label(int example) {
            return classIndices[example];
        }

        @Override
        public double probability(int example, int classIndex) {
            return classIndices[example] == classIndex ? 1 : 0;
        }

        @Override
        public double mass(int example) {
            return 1;
        }

        @Override
        public boolean isSoft() {
            return false;
        }
    }

    /** A distribution over the classes an example, [examples, classes], row by row. */
    record Soft(float[] probabilities, int classes) implements Labels {
        @Override
        public int examples() {
            return probabilities.length / classes;
        }

        @Override
        public int label(int example) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (probabilities[example * classes + c] > probabilities[example * classes + best]) {
                    best = c;
                }
            }
            return best;
        }

        @Override
        public double probability(int example, int classIndex) {
            return probabilities[example * classes + classIndex];
        }

        @Override
        public double mass(int example) {
            double mass = 0;
            for (int c = 0; c < classes; c++) {
                mass += probabilities[example * classes + c];
            }
            return mass;
        }

        @Override
        public boolean isSoft() {
            return true;
        }
    }

    /**
     * Others, whose examples weigh the more the rarer their class is, and 1 in the mean: as one over the root of how many
     * there are of the class. That is half-way between examples that weigh the same and classes that do, where the few examples
     * of a rare one, and chance with them, would decide too much.
     *
     * @param weights what an example of each class weighs: with E examples, E_c of them of class c, (E / √E_c) / Σ_k √E_k
     */
    record Balanced(Labels labels, double[] weights) implements Labels {

        /** @param labels of classes that are not negative */
        static Balanced of(Labels labels) {
            int[] classes =
                    IntStream.range(0, labels.examples()).map(labels::label).toArray();
            double[] counts = new double[1 + IntStream.of(classes).max().orElse(0)];
            IntStream.of(classes).forEach(c -> counts[c]++);
            double roots = DoubleStream.of(counts).map(Math::sqrt).sum();
            return new Balanced(
                    labels,
                    DoubleStream.of(counts)
                            .map(count -> count == 0 ? 0 : labels.examples() / Math.sqrt(count) / roots)
                            .toArray());
        }

        @Override
        public int examples() {
            return labels.examples();
        }

        @Override
        public int label(int example) {
            return labels.label(example);
        }

        @Override
        public double probability(int example, int classIndex) {
            return weights[label(example)] * labels.probability(example, classIndex);
        }

        @Override
        public double mass(int example) {
            return weights[label(example)] * labels.mass(example);
        }

        @Override
        public boolean isSoft() {
            return labels.isSoft();
        }
    }
}
