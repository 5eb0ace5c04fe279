package dev.radin.soup;

/** For each class, how often it was the label, the prediction, and both. All that the macro F1 needs of a confusion matrix. */
public final class ClassCounts {

    private final long[] labelled;
    private final long[] predicted;
    private final long[] correct;

    public ClassCounts(int classes) {
        this(new long[classes], new long[classes], new long[classes]);
    }

    private ClassCounts(long[] labelled, long[] predicted, long[] correct) {
        this.labelled = labelled;
        this.predicted = predicted;
        this.correct = correct;
    }

    public ClassCounts copy() {
        return new ClassCounts(labelled.clone(), predicted.clone(), correct.clone());
    }

    public void add(int label, int prediction) {
        add(label, prediction, 1);
    }

    /** As many examples of one kind. */
    public void add(int label, int prediction, int examples) {
        labelled[label] += examples;
        predicted[prediction] += examples;
        if (label == prediction) {
            correct[label] += examples;
        }
    }

    /**
     * The unweighted mean of F1 = 2 · correct / (labelled + predicted) over the classes that occur as a label or as a
     * prediction.
     */
    public double macroF1() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < labelled.length; c++) {
            long occurrences = labelled[c] + predicted[c];
            if (occurrences > 0) {
                sum += 2.0 * correct[c] / occurrences;
                occurring++;
            }
        }
        return sum / occurring;
    }
}
