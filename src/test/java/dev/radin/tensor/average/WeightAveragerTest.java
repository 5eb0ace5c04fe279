package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.WrappedTensors;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WeightAveragerTest {

    private static final WeightAverager.Settings SMALLEST = new WeightAverager.Settings(0, Accumulation.F64, 2);

    @Test
    void copiesIntegersFromTheSoupsFirstMember() {
        List<TensorSource> models =
                List.of(model(1, 10).open(), model(2, 20).open(), model(3, 30).open());

        List<TensorSource> soups = average(models, List.of(Mixture.uniform(1, 2), Mixture.uniform(2, 0)), SMALLEST);

        assertThat(TestTensors.read(soups.get(0), "steps").getLong()).isEqualTo(20);
        assertThat(TestTensors.read(soups.get(1), "steps").getLong()).isEqualTo(10);
        assertThat(TestTensors.floats(soups.get(0), "w")).containsExactly(2.5f);
        assertThat(TestTensors.floats(soups.get(1), "w")).containsExactly(2f);
    }

    @Test
    void aSoupOfOneModelIsThatModelBitForBit() {
        byte[] nanWithPayload = {1, 0, (byte) 0x80, 0x7F, 0, 0, 0, (byte) 0x80};
        TestTensors model = new TestTensors().with("w", DType.F32, List.of(2L), nanWithPayload);

        List<TensorSource> soups = average(List.of(model.open()), List.of(Mixture.single(0)), SMALLEST);

        assertThat(TestTensors.read(soups.get(0), "w").array()).isEqualTo(nanWithPayload);
    }

    @Property
    void minusZerosStayWhatTheyAre(
            @ForAll @IntRange(min = 2, max = 8) int modelCount,
            @ForAll boolean uniform,
            @ForAll Accumulation accumulation) {
        List<TensorSource> models = IntStream.range(0, modelCount)
                .<TensorSource>mapToObj(m -> new TestTensors().f32("w", -0f).open())
                .toList();
        int[] members = IntStream.range(0, modelCount).toArray();
        Mixture soup = uniform
                ? Mixture.uniform(members)
                : Mixture.of(
                        members, IntStream.of(members).mapToDouble(m -> 1.0 + m).toArray());

        List<TensorSource> soups = average(models, List.of(soup), new WeightAverager.Settings(0, accumulation, 1));

        assertThat(TestTensors.floats(soups.get(0), "w")).containsExactly(-0f);
    }

    @Test
    void readsEachModelOnceForAllSoupsAndNoneThatIsInNoSoup() {
        List<CountingSource> models = IntStream.range(0, 4)
                .mapToObj(m -> new CountingSource(model(m, m).open()))
                .toList();
        List<Mixture> soups = List.of(Mixture.uniform(0, 1), Mixture.uniform(0, 1, 2), Mixture.uniform(1, 2));
        AtomicLong progress = new AtomicLong();

        average(models, soups, SMALLEST, progress);

        // "w" is 4 bytes of each member; "steps" 8 bytes of each soup's first.
        assertThat(models).extracting(m -> m.bytesRead.get()).containsExactly(12L, 12L, 4L, 0L);
        assertThat(progress.get())
                .isEqualTo(28)
                .isEqualTo(WeightAverager.bytesToRead(model(0, 0).infos(), models, soups));
    }

    @Test
    void needsNoMoreMemoryForALargerModel() {
        long elements = 3_000_000_000L; // 12 GB each
        long stopAfter = 40_000_000L;
        AtomicLong written = new AtomicLong();
        TensorSink sink = (tensor, bytes) -> {
            if (written.addAndGet(bytes.remaining()) > stopAfter) {
                throw new EnoughSeen();
            }
        };
        List<TensorSource> models = List.of(new ConstantSource(elements), new ConstantSource(elements));

        assertThatThrownBy(() -> WeightAverager.average(
                        models.get(0).tensors(),
                        models,
                        List.of(Mixture.uniform(0, 1)),
                        List.of(sink),
                        new WeightAverager.Settings(1 << 20, Accumulation.F32, 2),
                        bytes -> {}))
                .isInstanceOf(EnoughSeen.class);

        assertThat(models).allSatisfy(m -> assertThat(((ConstantSource) m).largestRead.get())
                .isLessThanOrEqualTo(1 << 20));
    }

    @Test
    void aFailingOutputEndsTheSweepForAllThreads() {
        List<TensorSource> models = List.of(new ConstantSource(1L << 40), new ConstantSource(1L << 40));
        AtomicInteger blocks = new AtomicInteger();
        TensorSink failing = (tensor, bytes) -> {
            if (blocks.incrementAndGet() == 5) {
                throw new EnoughSeen();
            }
        };

        assertThatThrownBy(() -> WeightAverager.average(
                        models.get(0).tensors(),
                        models,
                        List.of(Mixture.uniform(0, 1), Mixture.uniform(0, 1)),
                        List.of((tensor, bytes) -> {}, failing),
                        new WeightAverager.Settings(1 << 20, Accumulation.F32, 3),
                        bytes -> {}))
                .isInstanceOf(EnoughSeen.class);

        assertThat(blocks).hasValue(5);
    }

    /** Brute force: every element on its own, in double, in the order of the members. */
    @Property(tries = 60)
    void equalsTheFormulaWhateverTheBlockSizeAndTheOtherSoups(
            @ForAll @IntRange(min = 1, max = 8) int modelCount,
            @ForAll @IntRange(min = 0, max = 700) int elements,
            @ForAll @IntRange(min = 1, max = 4) int soupCount,
            @ForAll boolean small,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll Random random) {
        float[][] w = new float[modelCount][elements];
        List<TensorSource> models = new ArrayList<>();
        for (float[] weights : w) {
            for (int i = 0; i < elements; i++) {
                weights[i] = (float) random.nextGaussian();
            }
            models.add(new TestTensors().f32("a", weights).f32("b", 1).open());
        }
        List<Mixture> soups = IntStream.range(0, soupCount)
                .mapToObj(s -> anySoup(modelCount, random))
                .toList();

        List<TensorSource> averages =
                average(models, soups, new WeightAverager.Settings(small ? 0 : 1 << 24, Accumulation.F64, threads));

        for (int s = 0; s < soupCount; s++) {
            Mixture soup = soups.get(s);
            float[] found = TestTensors.floats(averages.get(s), "a");
            for (int i = 0; i < elements; i++) {
                double sum = 0;
                for (int k = 0; k < soup.size(); k++) {
                    sum += (soup.isUniform() ? 1 : soup.weight(k)) * w[soup.member(k)][i];
                }
                assertThat(found[i]).isEqualTo((float) (soup.isUniform() ? sum / soup.size() : sum));
            }
        }
    }

    private static Mixture anySoup(int models, Random random) {
        int[] members = random.ints(0, models)
                .distinct()
                .limit(1 + random.nextInt(models))
                .toArray();
        return random.nextBoolean()
                ? Mixture.uniform(members)
                : Mixture.of(members, random.doubles(members.length, 0.1, 1).toArray());
    }

    private static TestTensors model(float w, long steps) {
        return new TestTensors().f32("w", w).i64("steps", steps);
    }

    private static List<TensorSource> average(
            List<? extends TensorSource> models, List<Mixture> soups, WeightAverager.Settings settings) {
        return average(models, soups, settings, new AtomicLong());
    }

    private static List<TensorSource> average(
            List<? extends TensorSource> models,
            List<Mixture> soups,
            WeightAverager.Settings settings,
            AtomicLong progress) {
        List<TensorInfo> tensors = models.get(0).tensors();
        List<ByteArrayOutputStream> files =
                soups.stream().map(soup -> new ByteArrayOutputStream()).toList();
        List<SafetensorsWriter> writers = files.stream()
                .map(file -> new SafetensorsWriter(TestTensors.to(file), tensors, Map.of()))
                .toList();
        WeightAverager.average(tensors, models, soups, writers, settings, progress::set);
        writers.forEach(SafetensorsWriter::finish);
        return files.stream().map(file -> TestTensors.open(file.toByteArray())).toList();
    }

    private static final class EnoughSeen extends RuntimeException {}

    private static final class CountingSource extends WrappedTensors {
        private final AtomicLong bytesRead = new AtomicLong();

        private CountingSource(TensorSource source) {
            super(source);
        }

        @Override
        public void read(TensorInfo tensor, long offset, ByteBuffer target) {
            bytesRead.addAndGet(target.remaining());
            super.read(tensor, offset, target);
        }
    }

    /** One vector of zeros of any length, in no memory. */
    private static final class ConstantSource implements TensorSource {
        private final TensorInfo tensor;
        private final AtomicInteger largestRead = new AtomicInteger();

        private ConstantSource(long elements) {
            this.tensor = new TensorInfo("w", DType.F32, List.of(elements));
        }

        @Override
        public String uri() {
            return "file:///constant";
        }

        @Override
        public List<TensorInfo> tensors() {
            return List.of(tensor);
        }

        @Override
        public void read(TensorInfo any, long offset, ByteBuffer target) {
            largestRead.accumulateAndGet(target.remaining(), Math::max);
            target.position(target.limit());
        }

        @Override
        public void close() {}
    }
}
