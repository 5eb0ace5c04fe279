package dev.radin.soup;

/** What the logits of one example, [classes], say. All arithmetic is in float64. */
final class ExampleScore {

    private ExampleScore() {}

    /** The class with the highest logit, the first among equals. */
    static int argmax(double[] logits) {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            if (logits[c] > logits[best]) {
                best = c;
            }
        }
        return best;
    }

    /** How many classes come before one when the highest logits come first, earlier classes first among equals. */
    static int rank(double[] logits, int classIndex) {
        double own = logits[classIndex];
        int before = 0;
        for (int c = 0; c < logits.length; c++) {
            if (logits[c] > own || (logits[c] == own && c < classIndex)) {
                before++;
            }
        }
        return before;
    }
}
