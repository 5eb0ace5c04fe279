package dev.radin.soup;

/** What the examples of one dataset truly are. */
public sealed interface Labels {

    int examples();

    /** The class of an example; of a soft label the most probable one, the first among equals. */
    int label(int example);

    /** The probability that a label gives to a class. */
    double probability(int example, int classIndex);

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
    }
}
