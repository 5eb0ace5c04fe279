package dev.radin.soup.learn;

import dev.radin.soup.estimate.KeptClasses;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weights p of some models that make the cross entropy of their averaged logits small. Over all p, with z(p) = Σ p_i z_i and
 * what {@link Kriging} adds, and over a scale e^s of the logits, it minimises
 *
 * <p>(1 − h) · NLL(e^s z(p)) + h · Σ p_i NLL_i + τ · Σ p_i ln(p_i m).
 *
 * <p>The second term holds the first back, whose minimum is partly its largest error, and the third prefers many members.
 * NLL_i is model i's at its own best temperature, as the scale brings the mixture to its best: otherwise a model that is good and
 * too sure of it would pass for a bad one. p is a softmax of free numbers; what the search ends with is rounded to thousandths,
 * so that the result does not hang on its last digits.
 */
public final class MixtureFit {

    /** How sure the fit is of the averaged logits. */
    public enum Caution {
        /** Nothing was evaluated yet. */
        FIRST(0.01),
        /** Corrected by evaluations, a few members. */
        REFITTED(0.003),
        /** The same, with more members. */
        REFITTED_BROADLY(0.03);

        private final double evenness;

        /** @param evenness τ */
        Caution(double evenness) {
            this.evenness = evenness;
        }
    }

    /** h before anything was evaluated. */
    private static final double USUAL_SHARE = 0.25;
    /**
     * What the usual share weighs against squared gains, in nats² · examples: the variance by which examples differ in what a
     * soup loses, some 0.12², over that by which pools differ in h, some 0.5².
     */
    private static final double USUAL_SHARE_WEIGHT = 0.06;

    private static final double MOST_SHARE = 0.95;

    private static final double MOST_FREE = 12;
    private static final double MOST_LOG_SCALE = 3;
    /** Added to weights that a fit begins at, as none begins at zero. */
    private static final double LEAST_START = 0.001;

    private static final double LEAST_WEIGHT = 0.002;
    private static final int GRID = 1000;

    private final KeptClasses logits;
    private final double[] ownLosses;
    private final Kriging kriging;
    /** h. */
    private final double ownShare;

    /**
     * @param logits of the models, then of the evaluated soups
     * @param ownLosses see {@link #ownLosses}
     * @param soups the weights of each evaluated soup, [soups][models]; may be none
     */
    public MixtureFit(KeptClasses logits, double[] ownLosses, List<double[]> soups) {
        this(logits, ownLosses, observedShare(logits, ownLosses, soups), soups);
    }

    /** With a share from elsewhere. */
    MixtureFit(KeptClasses logits, double[] ownLosses, double ownShare, List<double[]> soups) {
        this.logits = logits;
        this.ownLosses = ownLosses;
        this.kriging = new Kriging(ownLosses.length, soups);
        this.ownShare = ownShare;
    }

    /**
     * NLL_i of each model, in nats.
     *
     * @param logits of the models, the first columns
     */
    public static double[] ownLosses(KeptClasses logits, int models) {
        return IntStream.range(0, models).mapToDouble(logits::calibratedLossOf).toArray();
    }

    /**
     * How much of what averaged logits gain over their members is not gained by averaged weights. It differs from pool to pool
     * far more than from soup to soup of one pool, so each evaluation tells of it. With g = Σ q_i NLL_i − NLL(Σ q_i z_i) and l the
     * true NLL of soup q less that of the averaged logits, it is the least squares of l ≈ h g, drawn to the usual share by as much
     * as the examples leave to chance.
     *
     * @return h, from 0 to {@value #MOST_SHARE}; the usual one without soups
     */
    private static double observedShare(KeptClasses logits, double[] ownLosses, List<double[]> soups) {
        int models = ownLosses.length;
        double weight = USUAL_SHARE_WEIGHT / logits.examples();
        double lost = weight * USUAL_SHARE;
        double gained = weight;
        for (int s = 0; s < soups.size(); s++) {
            double[] soup = soups.get(s);
            double averaged = logits.calibratedLoss(Arrays.copyOf(soup, models + soups.size()));
            double gain = Vectors.dot(soup, ownLosses) - averaged;
            double loss = logits.calibratedLossOf(models + s) - averaged;
            lost += loss * gain;
            gained += gain * gain;
        }
        return Math.max(0, Math.min(MOST_SHARE, lost / gained));
    }

    double ownShare() {
        return ownShare;
    }

    /** From equal weights on. @return as {@link #learn(Caution, double[])} */
    public double[] learn(Caution caution) {
        return learn(caution, null);
    }

    /**
     * @param start weights to begin at, [models]; null for equal ones
     * @return one a model, whole thousandths with a sum of one
     */
    public double[] learn(Caution caution, double[] start) {
        int models = ownLosses.length;
        double[] x = new double[models + 1];
        for (int i = 0; start != null && i < models; i++) {
            x[i] = StrictMath.log(start[i] + LEAST_START);
        }
        double[] bounds = new double[models + 1];
        Arrays.fill(bounds, MOST_FREE);
        bounds[models] = MOST_LOG_SCALE;
        return onGrid(softmax(Lbfgs.minimise((at, gradient) -> objective(caution, at, gradient), x, bounds)));
    }

    /** ½ · the NLL at the best temperature + ½ · the members' own: what a basin's best mixture is judged by. */
    public double judge(double[] p) {
        return logits.calibratedLoss(kriging.columnWeights(p)) / 2 + Vectors.dot(p, ownLosses) / 2;
    }

    /**
     * @param x a free number a model, whose softmax is p, then s
     * @param gradient gets the derivatives
     */
    double objective(Caution caution, double[] x, double[] gradient) {
        int models = ownLosses.length;
        double[] p = softmax(x);
        double scale = StrictMath.exp(x[models]);
        KeptClasses.Loss loss = logits.loss(kriging.columnWeights(p), scale);
        double[] byModel = kriging.byModel(p, loss.byWeight());
        double h = ownShare;
        double unevenness = 0;
        double mean = 0;
        for (int i = 0; i < models; i++) {
            double log = StrictMath.log(p[i] * models);
            unevenness += p[i] * log;
            byModel[i] = (1 - h) * byModel[i] + h * ownLosses[i] + caution.evenness * (log + 1);
            mean += p[i] * byModel[i];
        }
        for (int i = 0; i < models; i++) {
            gradient[i] = p[i] * (byModel[i] - mean);
        }
        gradient[models] = (1 - h) * scale * loss.byScale();
        return (1 - h) * loss.value() + h * Vectors.dot(p, ownLosses) + caution.evenness * unevenness;
    }

    /** Of all but the last. */
    private static double[] softmax(double[] x) {
        int models = x.length - 1;
        double highest = Arrays.stream(x, 0, models).max().orElseThrow();
        double[] p = new double[models];
        double sum = 0;
        for (int i = 0; i < models; i++) {
            p[i] = StrictMath.exp(x[i] - highest);
            sum += p[i];
        }
        for (int i = 0; i < models; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** Those that hardly weigh are none; the largest, the first among equals, gets what rounding leaves over. */
    static double[] onGrid(double[] p) {
        double kept = Arrays.stream(p).filter(w -> w >= LEAST_WEIGHT).sum();
        long[] steps = Arrays.stream(p)
                .mapToLong(w -> w >= LEAST_WEIGHT ? Math.round(w / kept * GRID) : 0)
                .toArray();
        int largest = 0;
        for (int i = 1; i < p.length; i++) {
            largest = steps[i] > steps[largest] ? i : largest;
        }
        steps[largest] += GRID - Arrays.stream(steps).sum();
        return Arrays.stream(steps).mapToDouble(step -> step / (double) GRID).toArray();
    }
}
