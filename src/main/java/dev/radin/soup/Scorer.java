package dev.radin.soup;

import dev.radin.soup.Metric.Type;
import java.util.BitSet;

/**
 * Scores the logits of one model, in one pass by blocks of examples. What is done for each example is a method of its own: in
 * one loop over all it would be compiled late, for long, and more than once.
 */
public final class Scorer {

    private final Tally tally;
    private final CrossEntropy crossEntropy;
    private final BitSet correct;
    private final double[] losses;
    private final int[] predictions;
    private double lossSum;

    private Scorer(Labels labels, Metric metric, int examples, int classes) {
        this.tally = new Tally(metric, labels, classes);
        this.crossEntropy = new CrossEntropy(labels, classes);
        this.correct = new BitSet(examples);
        this.losses = new double[metric.type() == Type.NegativeLogLikelihood ? examples : 0];
        this.predictions = new int[metric.type() == Type.MacroF1 ? examples : 0];
    }

    /**
     * @param model the row of the table to score, whose logits are all finite
     * @throws dev.radin.fault.RadinException InvalidInput when the labels do not fit the logits, InvalidSpec when the metric does not
     */
    public static Outcomes score(LogitsTable table, int model, Labels labels, Metric metric) {
        int examples = table.examples();
        int classes = table.classes();
        LabelCheck.requireFit(labels, examples, classes, "the dataset");
        metric.requireClasses(classes);
        Scorer scorer = new Scorer(labels, metric, examples, classes);
        int blockSize = BlockSize.of(1, examples, classes);
        float[] block = new float[blockSize * classes];
        double[] logits = new double[classes];
        for (int first = 0; first < examples; first += blockSize) {
            int count = Math.min(blockSize, examples - first);
            table.read(model, first, count, block);
            for (int k = 0; k < count; k++) {
                widen(block, k * classes, logits);
                scorer.add(first + k, logits);
            }
        }
        Tally tally = scorer.tally;
        Score score = new Score(metric, tally.value(), tally.correct(), examples, scorer.lossSum / examples);
        return new Outcomes(score, labels, classes, scorer.correct, scorer.losses, scorer.predictions);
    }

    private static void widen(float[] block, int base, double[] logits) {
        for (int c = 0; c < logits.length; c++) {
            logits[c] = block[base + c];
        }
    }

    private void add(int example, double[] logits) {
        long correctBefore = tally.correct();
        tally.add(example, logits);
        correct.set(example, tally.correct() > correctBefore);
        double loss = crossEntropy.of(example, logits);
        lossSum += loss;
        if (losses.length > 0) {
            losses[example] = loss;
        }
        if (predictions.length > 0) {
            predictions[example] = ExampleScore.argmax(logits);
        }
    }
}
