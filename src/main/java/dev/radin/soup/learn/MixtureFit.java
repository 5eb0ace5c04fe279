package dev.radin.soup.learn;

import dev.radin.soup.estimate.KeptClasses;
import java.util.Arrays;
import java.util.List;

/**
 * Weights p of some models that make the cross entropy of their averaged logits small. Over all p, with z(p) = Σ p_i z_i and
 * what {@link Kriging} adds, and over a scale e^s of the logits, it minimises
 *
 * <p>(1 − h) · NLL(e^s z(p)) + h · Σ p_i NLL_i + τ · Σ p_i ln(p_i m).
 *
 * <p>The second term holds the first back, whose minimum is partly its largest error, and the third prefers many members. p
 * is a softmax of free numbers; what the search ends with is rounded to thousandths, so that the result does not hang on its
 * last digits.
 */
public final class MixtureFit {

    /** How sure the fit is of the averaged logits. */
    public enum Caution {
        /** Nothing was evaluated yet. */
        FIRST(0.25, 0.01),
        /** Corrected by evaluations, a few members. */
        REFITTED(0, 0.003),
        /** The same, with more members. */
        REFITTED_BROADLY(0, 0.03);

        private final double ownShare;
        private final double evenness;

        /** @param ownShare h @param evenness τ */
        Caution(double ownShare, double evenness) {
            this.ownShare = ownShare;
            this.evenness = evenness;
        }
    }

    private static final double MOST_FREE = 12;
    private static final double MOST_LOG_SCALE = 3;
    /** Added to weights that a fit begins at, as none begins at zero. */
    private static final double LEAST_START = 0.001;

    private static final double LEAST_WEIGHT = 0.002;
    private static final int GRID = 1000;

    private final KeptClasses logits;
    private final double[] ownLosses;
    private final Kriging kriging;

    /**
     * @param logits of the models, then of the evaluated soups
     * @param ownLosses the NLL of each model by itself, in nats
     * @param soups the weights of each evaluated soup, [soups][models]; may be none
     */
    public MixtureFit(KeptClasses logits, double[] ownLosses, List<double[]> soups) {
        this.logits = logits;
        this.ownLosses = ownLosses;
        this.kriging = new Kriging(ownLosses.length, soups);
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
        double h = caution.ownShare;
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
