package dev.radin.tensor.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.location.Location;
import dev.radin.soup.Mixture;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.average.Accumulation;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Soups of random adapters, against products that are multiplied out. */
class AdapterSoupPropertyTest {

    private static final String MODULE = "layer";
    private static final String A = "base_model.model.layer.lora_A.weight";
    private static final String B = "base_model.model.layer.lora_B.weight";

    /** One random adapter with one module, and its update [rows, columns]. */
    private record Member(Checkpoint checkpoint, Adapter adapter, double[] update) {}

    @Property(tries = 60)
    void factorsBesideEachOtherAreTheSumOfTheProducts(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 6) Integer> ranks,
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll @DoubleRange(min = 0.01, max = 64) double alpha,
            @ForAll boolean rankStabilised,
            @ForAll long seed) {
        List<Member> members = members(ranks, rows, columns, alpha, rankStabilised, seed);
        double[] weights = weights(members.size(), seed);

        AveragedAdapter averaged = AveragedAdapter.exact(soup(members, weights));

        double[] expected = sum(members, weights);
        assertThat(product(averaged)).containsExactly(expected, within(1e-12 * (1 + norm(expected))));
        assertThat(averaged.relativeError()).isZero();
    }

    @Property(tries = 60)
    void neitherOrderNorRepetitionChangesABit(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 1, max = 4) Integer> ranks, @ForAll long seed) {
        List<Member> members = members(ranks, 5, 7, 8, false, seed);
        List<Member> shuffled = new ArrayList<>(members);
        Collections.shuffle(shuffled, new Random(seed));
        double[] equal = members.stream().mapToDouble(m -> 1).toArray();

        AveragedAdapter one = AveragedAdapter.exact(soup(members, equal));
        AveragedAdapter other = AveragedAdapter.exact(soup(shuffled, equal));

        for (TensorInfo tensor : one.source().tensors()) {
            assertThat(AdapterFiles.values(one.source(), tensor))
                    .containsExactly(AdapterFiles.values(other.source(), tensor));
        }
        assertThat(one.config()).isEqualTo(other.config());
    }

    /** The error that is told is that of the factors, and no other choice of one rank more would be as near. */
    @Property(tries = 60)
    void aCutIsTheNearestAndTellsHowFarItIs(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> ranks,
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll @IntRange(min = 1, max = 6) int rank,
            @ForAll long seed) {
        List<Member> members = members(ranks, rows, columns, 4, false, seed);
        double[] weights = weights(members.size(), seed);
        AdapterSoup soup = soup(members, weights);

        AveragedAdapter cut = AveragedAdapter.cut(soup, rank, 1L << 30);

        double[] exact = sum(members, weights);
        double[] left = minus(exact, product(cut));
        assertThat(norm(left) / norm(exact)).isCloseTo(cut.relativeError(), within(1e-9));
        // What is left out is orthogonal to what is kept, as it is of a projection onto singular vectors.
        assertThat(dot(left, product(cut)) / (norm(exact) * norm(exact))).isCloseTo(0, within(1e-9));
        assertThat(AveragedAdapter.cut(soup, rank + 1, 1L << 30).relativeError())
                .isLessThanOrEqualTo(cut.relativeError() + 1e-9);
        if (rank >= Math.min(rows, columns)) {
            assertThat(cut.relativeError()).isCloseTo(0, within(1e-9));
        }
    }

    @Property(tries = 60)
    void distancesAreThoseOfTheProducts(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 1, max = 6) Integer> ranks,
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll long seed) {
        List<Member> members = members(ranks, rows, columns, 4, true, seed);

        double[][] distances =
                UpdateDistances.of(members.stream().map(Member::adapter).toList(), 1L << 28);

        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < members.size(); j++) {
                double expected =
                        norm(minus(members.get(i).update(), members.get(j).update()));
                double size =
                        norm(members.get(i).update()) + norm(members.get(j).update());
                assertThat(distances[i][j]).isCloseTo(expected, within(1e-6 * (1 + size)));
            }
        }
    }

    /** The whole weight is [rows, columns], or turned where it is as large both ways round. */
    @Property(tries = 60)
    void mergedIsTheBaseAndTheSum(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> ranks,
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll long seed) {
        List<Member> members = members(ranks, rows, columns, 4, false, seed);
        double[] weights = weights(members.size(), seed);
        boolean turned = rows != columns && seed % 2 == 0;
        double[] base = random(new Random(seed), rows * columns);
        InMemoryStore store = new InMemoryStore();
        List<Long> shape = turned ? List.of((long) columns, (long) rows) : List.of((long) rows, (long) columns);
        store.with(
                "file:///base.safetensors",
                new TestTensors()
                        .with("layer.weight", DType.F64, shape, doubles(base))
                        .bytes());

        MergedBase merged =
                MergedBase.of(AdapterFiles.open(store, "file:///base.safetensors"), soup(members, weights), 1L << 28);

        double[] update = sum(members, weights);
        double[] expected = turned ? AdapterFiles.transposed(update, rows) : update;
        for (int k = 0; k < base.length; k++) {
            expected[k] += base[k];
        }
        assertThat(AdapterFiles.values(
                        merged.source(), merged.source().tensors().get(0)))
                .containsExactly(expected, within(1e-12 * (1 + norm(expected))));
    }

    /** Written, read again and added to a base it is the sum; where the base has a part, of smaller updates. */
    @Property(tries = 60)
    void itsFilesAddWhatTheSumAdds(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> ranks,
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll @DoubleRange(min = 0, max = 0.9) double ofBase,
            @ForAll long seed) {
        List<Member> members = members(ranks, rows, columns, 4, true, seed);
        double[] weights = weights(members.size(), seed);
        Arrays.setAll(weights, k -> weights[k] * (1 - ofBase));
        List<AdapterSoup.Member> parts = IntStream.range(0, weights.length)
                .mapToObj(k -> new AdapterSoup.Member(members.get(k).adapter(), weights[k]))
                .toList();

        Adapter kept = kept(KeptAdapter.of(AdapterSoup.of(parts), null, Optional.empty(), 1L << 28));

        double[] expected = sum(members, weights);
        double[] product = product(AveragedAdapter.exact(AdapterSoup.single(kept)));
        assertThat(product).containsExactly(expected, within(1e-12 * (1 + norm(expected))));
    }

    @Property(tries = 30)
    void aSingleAdapterIsKeptAsItIsUnlessItIsCut(@ForAll @IntRange(min = 2, max = 6) int rank, @ForAll long seed) {
        Member member = members(List.of(rank), 9, 7, 5, true, seed).get(0);
        AdapterSoup alone = AdapterSoup.single(member.adapter());

        Adapter asItIs = kept(KeptAdapter.of(alone, rank, Optional.empty(), 1L << 28));
        Adapter cut = kept(KeptAdapter.of(alone, rank - 1, Optional.empty(), 1L << 28));

        assertThat(asItIs.digest()).isEqualTo(member.adapter().digest());
        assertThat(cut.ranks()).containsExactly(rank - 1, rank - 1);
    }

    private static Adapter kept(KeptAdapter adapter) {
        InMemoryStore store = new InMemoryStore();
        adapter.write(
                name -> store.create(Location.of("file:///kept/" + name)),
                new WeightAverager.Settings(1 << 20, Accumulation.F64, 1));
        return Adapter.of(store, AdapterFiles.open(store, "file:///kept/"));
    }

    private static List<Member> members(
            List<Integer> ranks, int rows, int columns, double alpha, boolean rankStabilised, long seed) {
        Random random = new Random(seed);
        List<Member> members = new ArrayList<>();
        for (int rank : ranks) {
            InMemoryStore store = new InMemoryStore();
            double[] a = random(random, rank * columns);
            double[] b = random(random, rows * rank);
            store.with(
                    "file:///adapter/adapter_model.safetensors",
                    new TestTensors()
                            .with(A, DType.F64, List.of((long) rank, (long) columns), doubles(a))
                            .with(B, DType.F64, List.of((long) rows, (long) rank), doubles(b))
                            .bytes());
            store.with(
                    "file:///adapter/adapter_config.json",
                    String.format(
                                    Locale.ROOT,
                                    "{\"peft_type\": \"LORA\", \"r\": %d, \"lora_alpha\": %s, \"use_rslora\": %s,"
                                            + " \"target_modules\": [\"%s\"]}",
                                    rank,
                                    alpha,
                                    rankStabilised,
                                    MODULE)
                            .getBytes(StandardCharsets.UTF_8));
            Checkpoint checkpoint = AdapterFiles.open(store, "file:///adapter/");
            double scaling = rankStabilised ? alpha / Math.sqrt(rank) : alpha / rank;
            members.add(
                    new Member(checkpoint, Adapter.of(store, checkpoint), AdapterFiles.product(b, a, rank, scaling)));
        }
        return members;
    }

    private static AdapterSoup soup(List<Member> members, double[] weights) {
        int[] all = IntStream.range(0, members.size()).toArray();
        return AdapterSoup.of(members.stream().map(Member::adapter).toList(), Mixture.of(all, weights));
    }

    private static double[] product(AveragedAdapter averaged) {
        Map<String, double[]> tensors = new LinkedHashMap<>();
        averaged.source().tensors().forEach(t -> tensors.put(t.name(), AdapterFiles.values(averaged.source(), t)));
        return AdapterFiles.product(
                tensors.get(B), tensors.get(A), averaged.ranks().get(0), 1);
    }

    private static double[] sum(List<Member> members, double[] weights) {
        double[] sum = new double[members.get(0).update().length];
        for (int m = 0; m < weights.length; m++) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += weights[m] * members.get(m).update()[k];
            }
        }
        return sum;
    }

    private static double[] weights(int count, long seed) {
        Random random = new Random(seed + 1);
        double[] weights = random.doubles(count, 0.1, 1).toArray();
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / total).toArray();
    }

    private static double[] random(Random random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private static byte[] doubles(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int k = 0; k < one.length; k++) {
            difference[k] = one[k] - other[k];
        }
        return difference;
    }

    private static double norm(double[] values) {
        return Math.sqrt(dot(values, values));
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }
}
