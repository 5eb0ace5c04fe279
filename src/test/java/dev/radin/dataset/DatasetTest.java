package dev.radin.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.inference.Fixtures;
import dev.radin.soup.Labels;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {

    @Test
    void bytesBecomeFloatsAsInPyTorch() {
        try (Dataset pixels = Fixtures.dataset("pixels")) {
            BatchReader reader = pixels.reader(5);
            float[] normalised = new float[13 * 192];

            for (int first = 0; first < 13; first += 5) {
                Batch batch = reader.read(first, Math.min(5, 13 - first));
                ByteBuffer data = batch.data().get(0);
                data.asFloatBuffer().get(normalised, first * 192, data.remaining() / 4);
            }

            assertThat(normalised).isEqualTo(Fixtures.expected("pixels"));
            assertThat(pixels.inputs()).containsExactly(new Input("inputs", DType.F32, List.of(3L, 8L, 8L)));
        }
    }

    @Test
    void examplesAreTheSameUnderAnyNameAndLayout() {
        try (Dataset dataset = examples(0, 1).open();
                Dataset copy = new DatasetBytes()
                        .longs("labels", List.of(2L), 0, 1)
                        .floats("inputs.0", List.of(2L, 1L), 0.5f, 0.25f)
                        .open();
                Dataset otherLabels = examples(1, 1).open();
                Dataset otherInputs = new DatasetBytes()
                        .floats("inputs", List.of(2L, 1L), 0.5f, 0.125f)
                        .longs("labels", List.of(2L), 0, 1)
                        .open();
                Dataset soft = new DatasetBytes()
                        .floats("inputs", List.of(2L, 1L), 0.5f, 0.25f)
                        .floats("labels", List.of(2L, 2L), 1, 0, 0, 1)
                        .open()) {
            assertThat(dataset.hasTheExamplesOf(copy)).isTrue();
            assertThat(dataset.hasTheExamplesOf(otherLabels)).isFalse();
            assertThat(dataset.hasTheExamplesOf(otherInputs)).isFalse();
            assertThat(dataset.hasTheExamplesOf(soft)).isFalse();
            assertThat(soft.hasTheExamplesOf(soft)).isTrue();
        }
    }

    private static DatasetBytes examples(long... labels) {
        return new DatasetBytes().floats("inputs", List.of(2L, 1L), 0.5f, 0.25f).longs("labels", List.of(2L), labels);
    }

    @Test
    void meanAndScaleAreScalarOrByChannelOrByElement() {
        DatasetBytes bytes = new DatasetBytes()
                .unsignedBytes("inputs", List.of(2L, 2L, 2L), 0, 10, 20, 30, 40, 50, 60, 255)
                .longs("labels", List.of(2L), 0, 1);

        float[] byChannelAndElement = only(bytes.floats("mean", List.of(2L), 1, 2)
                .floats("scale", List.of(2L, 2L), 1, 10, 100, 1000)
                .open());
        float[] scalar = only(new DatasetBytes()
                .unsignedBytes("inputs", List.of(2L, 2L), 0, 10, 20, 255)
                .longs("labels", List.of(2L), 0, 1)
                .floats("scale", List.of(), 0.5f)
                .floats("mean", List.of(1L), 10)
                .open());

        assertThat(byChannelAndElement).containsExactly(-1, 90, 1800, 28000, 39, 490, 5800, 253000);
        assertThat(scalar).containsExactly(-5, 0, 5, 122.5f);
    }

    @Test
    void bytesWithoutMeanAndScaleKeepTheirValues() {
        float[] values = only(new DatasetBytes()
                .unsignedBytes("inputs", List.of(3L), 0, 128, 255)
                .ints("labels", List.of(3L), 0, 1, 0)
                .open());

        assertThat(values).containsExactly(0, 128, 255);
    }

    @Test
    void inputsMayBeCalledAsArgumentsAre() {
        DatasetBytes bytes = new DatasetBytes()
                .ints("inputs.mask", List.of(1L, 1L), 7)
                .unsignedBytes("inputs.ids", List.of(1L, 1L), 10)
                .floats("mean.ids", List.of(), 4)
                .longs("labels", List.of(1L), 0);

        try (Dataset dataset = bytes.open()) {
            InputBinding binding = dataset.binding();
            Dataset ordered = dataset.inOrder(
                    List.of(binding.names().indexOf("mask"), binding.names().indexOf("ids")));
            Batch batch = ordered.reader(1).read(0, 1);

            assertThat(binding.names()).containsExactlyInAnyOrder("ids", "mask");
            assertThat(binding.isOrdered()).isFalse();
            assertThat(batch.inputs()).extracting(Input::name).containsExactly("inputs.mask", "inputs.ids");
            assertThat(batch.data().get(0).getInt(0)).isEqualTo(7);
            assertThat(batch.data().get(1).getFloat(0)).isEqualTo(6);
        }
    }

    @Test
    void severalInputsAreInTheOrderOfTheirNumbers() {
        DatasetBytes bytes = new DatasetBytes().longs("labels", List.of(1L), 0);
        for (int i = 11; i >= 0; i--) {
            bytes.ints("inputs." + i, List.of(1L, 1L), 100 + i);
        }

        try (Dataset dataset = bytes.open()) {
            Batch batch = dataset.reader(1).read(0, 1);

            assertThat(batch.inputs()).extracting(Input::name).startsWith("inputs.0", "inputs.1", "inputs.2");
            assertThat(batch.data().stream().map(ByteBuffer::getInt)).startsWith(100, 101, 102);
            assertThat(batch.shape(3)).containsExactly(1L, 1L);
            assertThat(dataset.exampleBytes()).isEqualTo(48);
        }
    }

    @Test
    void wholeNumbersStayWhole() {
        try (Dataset dataset = new DatasetBytes()
                .longs("inputs", List.of(2L, 1L), Long.MIN_VALUE, (1L << 53) + 1)
                .longs("labels", List.of(2L), 0, 1)
                .open()) {
            Batch batch = dataset.reader(2).read(1, 1);

            assertThat(batch.inputs().get(0).dtype()).isEqualTo(DType.I64);
            assertThat(batch.data().get(0).getLong()).isEqualTo((1L << 53) + 1);
        }
    }

    @Test
    void softLabelsAreDistributions() {
        try (Dataset dataset = new DatasetBytes()
                .floats("inputs", List.of(2L, 1L), 1, 2)
                .floats("labels", List.of(2L, 3L), 0.25f, 0.5f, 0.25f, 0, 0, 1)
                .open()) {
            assertThat(dataset.labels()).isInstanceOf(Labels.Soft.class);
            assertThat(dataset.labels().label(1)).isEqualTo(2);
            assertThat(dataset.labels().probability(0, 1)).isEqualTo(0.5);
            dataset.checkLabels(3);
            assertThatThrownBy(() -> dataset.checkLabels(4))
                    .isInstanceOf(RadinException.class)
                    .hasMessageContaining("labels are distributions over 3 classes but the network has 4");
        }
    }

    @Test
    void readsBehindTwoGibibytesWithoutHoldingThem() {
        int examples = 40_000;
        try (Dataset dataset = Dataset.open(new SparseImages(examples), Limits.DEFAULT)) {
            Batch batch = dataset.reader(2).read(examples - 2, 2);

            assertThat(dataset.examples()).isEqualTo(examples);
            assertThat(batch.data().get(0).asFloatBuffer().get(0)).isEqualTo(SparseImages.value(examples - 2));
            assertThat(batch.data().get(0).asFloatBuffer().get(SparseImages.ELEMENTS))
                    .isEqualTo(SparseImages.value(examples - 1));
        }
    }

    @Test
    void batchTooLargeForAnyBufferIsRefused() {
        try (Dataset dataset = Dataset.open(new SparseImages(40_000), Limits.DEFAULT)) {
            assertThatThrownBy(() -> dataset.reader(20_000))
                    .isInstanceOf(RadinException.class)
                    .hasMessageContaining("20000 examples of inputs, 196608 bytes each, are too many for one batch")
                    .hasMessageEndingWith("Set a smaller batch size.");
        }
    }

    @Test
    void labelsBeyondTheBufferLimitAreRefused() {
        Limits tight = new Limits(1 << 20, 0, 0, 100, 1 << 16);

        assertThatThrownBy(() -> Dataset.open(new SparseImages(40_000), tight))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("labels of 320000 bytes are more than the limit of 65536");
    }

    private static float[] only(Dataset dataset) {
        try (dataset) {
            ByteBuffer data = dataset.reader(dataset.examples())
                    .read(0, dataset.examples())
                    .data()
                    .get(0);
            float[] values = new float[data.remaining() / 4];
            data.asFloatBuffer().get(values);
            return values;
        }
    }
}
