package dev.radin.bench;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.learn.MixtureFit;
import dev.radin.soup.learn.MixtureFit.Caution;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns a mixture of more logits than disks here hold: they are made up where they are read. In this order the wall and CPU
 * seconds are printed of making them up, of each model's own score, of the table of kept classes, and of a fit.
 *
 * <p>Arguments: models, examples, classes, MiB of memory.
 */
final class LargePool {

    private static final int BLOCK = 64;

    private final ValidationSet set;
    private final Resources resources;
    private KeptClasses kept;

    private LargePool(ValidationSet set, Resources resources) {
        this.set = set;
        this.resources = resources;
    }

    public static void main(String[] arguments) throws IOException {
        int models = Integer.parseInt(arguments[0]);
        int examples = Integer.parseInt(arguments[1]);
        int classes = Integer.parseInt(arguments[2]);
        MadeUp logits = new MadeUp(models, examples, classes);
        ValidationSet set = new ValidationSet("val", logits, new Labels.Hard(logits.labels()), 1);
        LargePool pool = new LargePool(set, new Resources(Long.parseLong(arguments[3]) << 20, Threads.of(0)));
        TimedSteps.time(pool::makeUp);
        TimedSteps.time(pool::score);
        TimedSteps.time(pool::keep);
        TimedSteps.time(pool::learn);
    }

    private void makeUp() {
        LogitsTable logits = set.logits();
        resources.threads().map(logits.models(), model -> {
            float[] block = new float[BLOCK * logits.classes()];
            for (int first = 0; first < logits.examples(); first += BLOCK) {
                logits.read(model, first, Math.min(BLOCK, logits.examples() - first), block);
            }
            return model;
        });
    }

    private void score() {
        resources
                .threads()
                .each(set.logits().models(), model -> Scorer.score(set.logits(), model, set.labels(), Metric.ACCURACY));
    }

    private void keep() {
        kept = KeptClasses.of(List.of(set), set.logits().models(), resources);
    }

    private void learn() {
        new MixtureFit(kept, MixtureFit.ownLosses(kept, set.logits().models()), List.of()).learn(Caution.FIRST);
    }

    /** All models err by the same noise, and each by some of its own; the label stands out by more or less of an example. */
    private static final class MadeUp implements LogitsTable {

        private static final int NOISE = 1 << 20;
        private static final float OWN = 0.5f;

        private final int models;
        private final int[] labels;
        private final int classes;
        private final float[] margins;
        private final float[] noise;

        MadeUp(int models, int examples, int classes) {
            SplittableRandom random = new SplittableRandom(7);
            this.models = models;
            this.classes = classes;
            this.labels = random.ints(examples, 0, classes).toArray();
            this.margins = normal(random, examples);
            this.noise = normal(random, NOISE + classes);
        }

        /** By the sum of twelve uniform ones. */
        private static float[] normal(SplittableRandom random, int count) {
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = (float) (random.doubles(12).sum() - 6);
            }
            return numbers;
        }

        int[] labels() {
            return labels;
        }

        @Override
        public int models() {
            return models;
        }

        @Override
        public int examples() {
            return labels.length;
        }

        @Override
        public int classes() {
            return classes;
        }

        @Override
        public String name(int model) {
            return "made-up-" + model;
        }

        @Override
        public void read(int model, int first, int count, float[] target) {
            for (int row = 0; row < count; row++) {
                int example = first + row;
                int shared = start(example);
                int own = start((model + 1L) << 32 | example);
                int at = row * classes;
                for (int c = 0; c < classes; c++) {
                    target[at + c] = 2 * noise[shared + c] + OWN * noise[own + c];
                }
                target[at + labels[example]] += 7 + 2 * margins[example];
            }
        }

        private static int start(long seed) {
            return new SplittableRandom(seed).nextInt(NOISE);
        }
    }
}
