package dev.radin.soup;

import dev.radin.soup.Metric.Type;
import java.util.BitSet;

/** Scores the logits of one model, in one pass by blocks of examples. */
public final class Scorer {

    private Scorer() {}

    /**
     * @param model the row of the table to score, whose logits are all finite
     * @throws dev.radin.fault.RadinException InvalidInput when the labels do not fit the logits, InvalidSpec when the metric does not
     */
    public static Outcomes score(LogitsTable table, int model, Labels labels, Metric metric) {
        int examples = table.examples();
        int classes = table.classes();
        LabelCheck.requireFit(labels, examples, classes, "the dataset");
        metric.requireClasses(classes);
        Tally tally = new Tally(metric, labels, classes);
        CrossEntropy crossEntropy = new CrossEntropy(labels, classes);
        BitSet correct = new BitSet(examples);
        double[] losses = new double[metric.type() == Type.NegativeLogLikelihood ? examples : 0];
        int[] predictions = new int[metric.type() == Type.MacroF1 ? examples : 0];
        double lossSum = 0;

        int blockSize = BlockSize.of(1, examples, classes);
        float[] block = new float[blockSize * classes];
        double[] logits = new double[classes];
        for (int first = 0; first < examples; first += blockSize) {
            int count = Math.min(blockSize, examples - first);
            table.read(model, first, count, block);
            for (int k = 0; k < count; k++) {
                for (int c = 0; c < classes; c++) {
                    logits[c] = block[k * classes + c];
                }
                int example = first + k;
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
        Score score = new Score(metric, tally.value(), tally.correct(), examples, lossSum / examples);
        return new Outcomes(score, labels, classes, correct, losses, predictions);
    }
}
