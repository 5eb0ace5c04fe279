package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time for a mixture, over random examples of which most have one competitor or two. All processors work together. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class KernelBenchmark {

    private static final int MIXTURES = 1024;
    private static final int EXAMPLES = 2_000;
    private static final int CLASSES = 100;

    @Param({"16", "72"})
    public int models;

    private MarginTable table;
    private LogitsTable logits;
    private Labels labels;
    private UniformKernel uniform;
    private WeightedKernel weighted;
    private final List<int[]> subsets = new ArrayList<>();
    private final List<Mixture> mixtures = new ArrayList<>();

    @Setup
    public void make() {
        Random random = new Random(1);
        int[] truth = random.ints(EXAMPLES, 0, CLASSES).toArray();
        float[][] shared = new float[EXAMPLES][CLASSES];
        for (int e = 0; e < EXAMPLES; e++) {
            for (int c = 0; c < CLASSES; c++) {
                shared[e][c] = (float) (2 * random.nextGaussian() + (truth[e] == c ? 5 : 0));
            }
        }
        float[][] values = new float[models][EXAMPLES * CLASSES];
        for (float[] of : values) {
            for (int k = 0; k < of.length; k++) {
                of[k] = (float) (shared[k / CLASSES][k % CLASSES] + 0.5 * random.nextGaussian());
            }
        }
        logits = new InMemory(values, EXAMPLES, CLASSES);
        labels = new Labels.Hard(truth);
        table = MarginTable.of(new ValidationSet("val", logits, labels, 1), new RankingMemory(1L << 40), Threads.of(0))
                .orElseThrow();
        uniform = UniformKernel.ofLarge(table, 1, new RankingMemory(1L << 40), Threads.of(0))
                .orElseThrow();
        weighted = WeightedKernel.of(table, new RankingMemory(1L << 40), Threads.of(0))
                .orElseThrow();
        List<Integer> all = new ArrayList<>(IntStream.range(0, models).boxed().toList());
        for (int k = 0; k < MIXTURES; k++) {
            Collections.shuffle(all, random);
            int[] members = all.subList(0, 2 + random.nextInt(models - 1)).stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            subsets.add(members);
            mixtures.add(Mixture.of(members, random.doubles(members.length).toArray()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(MIXTURES)
    public long[] uniform() {
        return uniform.correct(subsets);
    }

    @Benchmark
    @OperationsPerInvocation(MIXTURES)
    public long[] weighted() {
        return weighted.correct(mixtures);
    }

    @Benchmark
    @OperationsPerInvocation(MIXTURES)
    public long float64() {
        return subsets.parallelStream()
                .mapToLong(members -> table.undecided().stream()
                        .filter(c -> c.correct(members, null))
                        .count())
                .sum();
    }

    @Benchmark
    @OperationsPerInvocation(EXAMPLES)
    public MarginTable tableAnExample() {
        return MarginTable.of(new ValidationSet("val", logits, labels, 1), new RankingMemory(1L << 40), Threads.of(0))
                .orElseThrow();
    }

    private record InMemory(float[][] values, int examples, int classes) implements LogitsTable {

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
}
