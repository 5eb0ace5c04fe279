package dev.radin.soup;

import java.util.Random;

/** Logits in memory, and labels to them, made from a seed. */
public record Logits(float[][] values, int examples, int classes) implements LogitsTable {

    /** How often ties come: rounding to few values makes many. */
    public enum Kind {
        SMOOTH,
        TIED,
        HUGE,
        TINY,
        DUPLICATE_MODELS,
        ALL_EQUAL,
        /** As BF16 networks give them: many sums tie, few are zero. */
        COARSE,
        /** Each model's logits of another size: float64 sums lose the small ones. */
        MIXED_SCALES,
        /** The largest floats and the smallest: differences overflow and underflow. */
        EXTREME
    }

    public static Logits random(Kind kind, int models, int examples, int classes, long seed) {
        Random random = new Random(seed);
        float[][] values = new float[models][examples * classes];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < values[i].length; j++) {
                double z = random.nextGaussian();
                values[i][j] = (float)
                        switch (kind) {
                            case SMOOTH, DUPLICATE_MODELS -> z;
                            case TIED -> Math.round(z);
                            case HUGE -> z * 1e30;
                            case TINY -> z * 1e-38;
                            case ALL_EQUAL -> 1;
                            case COARSE -> Math.round(z * 8) / 8.0;
                            case MIXED_SCALES -> z * Math.pow(10, 25 - 15 * (i % 4));
                            case EXTREME -> extreme(random.nextInt(6));
                        };
            }
            if (kind == Kind.DUPLICATE_MODELS && i % 2 == 1) {
                values[i] = values[i - 1].clone();
            }
        }
        return new Logits(values, examples, classes);
    }

    private static double extreme(int which) {
        return switch (which) {
            case 0 -> Float.MAX_VALUE;
            case 1 -> -Float.MAX_VALUE;
            case 2 -> Float.MIN_VALUE;
            case 3 -> -Float.MIN_VALUE;
            case 4 -> -0.0;
            default -> 0.0;
        };
    }

    public static Labels.Hard labels(int examples, int classes, long seed) {
        Random random = new Random(~seed);
        return new Labels.Hard(random.ints(examples, 0, classes).toArray());
    }

    /** Only some models, in this order. */
    public Logits select(int... models) {
        float[][] selected = new float[models.length][];
        for (int i = 0; i < models.length; i++) {
            selected[i] = values[models[i]];
        }
        return new Logits(selected, examples, classes);
    }

    @Override
    public int models() {
        return values.length;
    }

    @Override
    public String name(int model) {
        return "model " + model;
    }

    @Override
    public void read(int model, int first, int count, float[] target) {
        System.arraycopy(values[model], first * classes, target, 0, count * classes);
    }
}
