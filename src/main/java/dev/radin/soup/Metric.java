package dev.radin.soup;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a score means. Inside, everything is a <em>utility</em>, where higher is better.
 *
 * @param k of {@link Type#TopKAccuracy}: among how many of the highest logits the label is looked for; 1 otherwise
 */
public record Metric(Type type, int k) {

    public static final Metric ACCURACY = new Metric(Type.Accuracy, 1);
    public static final Metric NEGATIVE_LOG_LIKELIHOOD = new Metric(Type.NegativeLogLikelihood, 1);
    public static final Metric MACRO_F1 = new Metric(Type.MacroF1, 1);
    public static final Metric MEAN_SCORE = new Metric(Type.MeanScore, 1);

    private static final Pattern TOP_K = Pattern.compile("Top([1-9][0-9]{0,8})Accuracy");

    public enum Type {
        /** The share of examples whose label is the first argmax of the logits. */
        Accuracy,
        /** The share of examples whose label is among the k highest logits, earlier classes first among equals. */
        TopKAccuracy,
        /** The mean of -log softmax(logits)[label], in nats; lower is better. */
        NegativeLogLikelihood,
        /** The unweighted mean over classes of the F1 of the first argmax; a class with no example and no prediction is left out. */
        MacroF1,
        /** The mean of what a program scores each example, higher is better; of evaluators that give no logits. */
        MeanScore
    }

    public static Metric topKAccuracy(int k) {
        return new Metric(Type.TopKAccuracy, k);
    }

    /** @throws IllegalArgumentException when it is not what {@link #name()} says of any metric */
    public static Metric valueOf(String name) {
        Matcher top = TOP_K.matcher(name);
        if (top.matches()) {
            return topKAccuracy(Integer.parseInt(top.group(1)));
        }
        return Arrays.stream(Type.values())
                .filter(type -> type != Type.TopKAccuracy && type.name().equals(name))
                .map(type -> new Metric(type, 1))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no metric is called " + name));
    }

    /** In one word, as files and tables hold it: {@code Accuracy}, {@code Top5Accuracy}. */
    public String name() {
        return type == Type.TopKAccuracy ? "Top" + k + "Accuracy" : type.name();
    }

    public boolean higherIsBetter() {
        return type != Type.NegativeLogLikelihood;
    }

    /** Whether it is computed of logits, so that it can be estimated for mixtures that were not run. */
    public boolean isOfLogits() {
        return type != Type.MeanScore;
    }

    /** Whether each example is either right or wrong, and the score the share of right ones. */
    public boolean countsCorrect() {
        return type == Type.Accuracy || type == Type.TopKAccuracy;
    }

    /**
     * Those with which a likelihood stands in for it. Macro F1 counts each class the same, however rare, so there examples of
     * rare classes weigh more.
     */
    public Labels forLikelihood(Labels labels) {
        return weighsExamples() ? Labels.Balanced.of(labels) : labels;
    }

    /** Whether {@link #forLikelihood} is other than the labels are. */
    public boolean weighsExamples() {
        return type == Type.MacroF1;
    }

    /** From the metric's own value to a utility, and back: the two are each other's inverse. */
    public double utility(double value) {
        return higherIsBetter() ? value : -value;
    }

    /** @throws RadinException {@code InvalidSpec} when with so few classes every answer would be right */
    public void requireClasses(int classes) {
        if (type == Type.TopKAccuracy && k >= classes) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "spec.metric.topKAccuracy.k: is " + k + ", and of the network's " + classes
                            + " classes every one would be among so many; give a smaller one");
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
