package dev.radin.soup.learn;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function of some dozens or hundreds of variables, each within ± its bound: L-BFGS (Liu, Nocedal: On
 * the limited memory BFGS method for large scale optimization, 1989) with a backtracking search whose points are projected
 * into the bounds.
 */
final class Lbfgs {

    private static final int MEMORY = 10;
    private static final int ITERATIONS = 60;
    private static final double GRADIENT = 1e-5;
    private static final int HALVINGS = 20;
    private static final double SUFFICIENT = 1e-4;
    /** Relative to |y|²: a curvature below is noise. */
    private static final double LEAST_CURVATURE = 1e-10;

    @FunctionalInterface
    interface Objective {

        /** @param gradient gets the derivatives */
        double at(double[] x, double[] gradient);
    }

    private record Pair(double[] step, double[] change, double curvature) {}

    private final Objective objective;
    private final double[] bounds;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    private Lbfgs(Objective objective, double[] bounds) {
        this.objective = objective;
        this.bounds = bounds;
    }

    /** @return where the function is as low as {@value #ITERATIONS} steps bring it */
    static double[] minimise(Objective objective, double[] start, double[] bounds) {
        return new Lbfgs(objective, bounds).run(start);
    }

    private double[] run(double[] start) {
        double[] x = projected(start);
        double[] gradient = new double[x.length];
        double value = objective.at(x, gradient);
        for (int k = 0; k < ITERATIONS && !isFlat(x, gradient); k++) {
            double[] direction = direction(gradient);
            if (!(Vectors.dot(direction, gradient) < 0)) {
                pairs.clear();
                direction = direction(gradient);
            }
            double[] next = null;
            double[] nextGradient = new double[x.length];
            double nextValue = 0;
            double length = 1;
            for (int halving = 0; halving < HALVINGS && next == null; halving++) {
                double[] trial = projected(sum(x, direction, length));
                double trialValue = objective.at(trial, nextGradient);
                double foretold = Vectors.dot(gradient, difference(trial, x));
                if (foretold < 0 && trialValue <= value + SUFFICIENT * foretold) {
                    next = trial;
                    nextValue = trialValue;
                } else {
                    length *= shrunk(length, foretold, trialValue - value);
                }
            }
            if (next == null) {
                return x;
            }
            remember(difference(next, x), difference(nextGradient, gradient));
            x = next;
            value = nextValue;
            gradient = nextGradient;
        }
        return x;
    }

    /** Where the parabola through the value, its slope and the trial has its minimum, within a tenth and a half. */
    private static double shrunk(double length, double foretold, double rise) {
        double parabola = -foretold / (2 * (rise - foretold));
        return parabola >= 0.1 && parabola <= 0.5 ? parabola : length == 1 ? 0.5 : 0.25;
    }

    private void remember(double[] step, double[] change) {
        double curvature = Vectors.dot(step, change);
        if (curvature > LEAST_CURVATURE * Vectors.dot(change, change)) {
            pairs.addLast(new Pair(step, change, curvature));
            if (pairs.size() > MEMORY) {
                pairs.removeFirst();
            }
        }
    }

    /** −H g by the two loops; of the first step, the steepest descent with length one. */
    private double[] direction(double[] gradient) {
        double[] q = Arrays.stream(gradient).map(g -> -g).toArray();
        if (pairs.isEmpty()) {
            double norm = Math.sqrt(Vectors.dot(q, q));
            return Arrays.stream(q).map(g -> g / norm).toArray();
        }
        double[] alphas = new double[pairs.size()];
        int k = pairs.size();
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            alphas[--k] = Vectors.dot(pair.step, q) / pair.curvature;
            q = sum(q, pair.change, -alphas[k]);
        }
        Pair last = pairs.getLast();
        double scale = last.curvature / Vectors.dot(last.change, last.change);
        q = Arrays.stream(q).map(v -> v * scale).toArray();
        for (Pair pair : pairs) {
            double beta = Vectors.dot(pair.change, q) / pair.curvature;
            q = sum(q, pair.step, alphas[k++] - beta);
        }
        return q;
    }

    private boolean isFlat(double[] x, double[] gradient) {
        double[] descended = projected(sum(x, gradient, -1));
        for (int i = 0; i < x.length; i++) {
            if (Math.abs(descended[i] - x[i]) > GRADIENT) {
                return false;
            }
        }
        return true;
    }

    private double[] projected(double[] x) {
        double[] inside = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            inside[i] = Math.max(-bounds[i], Math.min(bounds[i], x[i]));
        }
        return inside;
    }

    private static double[] sum(double[] x, double[] y, double factor) {
        double[] sum = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            sum[i] = x[i] + factor * y[i];
        }
        return sum;
    }

    private static double[] difference(double[] x, double[] y) {
        return sum(x, y, -1);
    }
}
