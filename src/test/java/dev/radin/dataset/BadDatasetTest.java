package dev.radin.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be wrong with a dataset: one line that names the file, the tensor and the example. */
class BadDatasetTest {

    private static final List<Long> TWO = List.of(2L);

    static Stream<Arguments> corpus() {
        return Stream.of(
                arguments(new DatasetBytes(), "it has no tensor \"labels\"."),
                arguments(inputs().zeros("Labels", DType.I64, 2L), "the tensor \"Labels\" means nothing in a dataset"),
                arguments(inputs(), "it has no tensor \"labels\" but [inputs]"),
                arguments(labels(), "it has no tensor \"inputs\"."),
                arguments(labels().zeros("inputs.1", DType.F32, 2L, 1L), "no tensor \"inputs\" but [inputs.1]"),
                arguments(good().zeros("inputs.0", DType.F32, 2L, 1L), "\"inputs.0\" belongs to no input"),
                arguments(good().zeros("inputs.ids", DType.F32, 2L, 1L), "\"inputs.ids\" belongs to no input"),
                arguments(
                        labels().zeros("inputs.0", DType.F32, 2L, 1L).zeros("inputs.ids", DType.F32, 2L, 1L),
                        "\"inputs.ids\" belongs to no input"),
                arguments(
                        labels().zeros("inputs.ids", DType.F32, 2L, 1L).zeros("inputs.1", DType.F32, 2L, 1L),
                        "\"inputs.1\" belongs to no input"),
                arguments(good().zeros("inputs.a-b", DType.F32, 2L, 1L), "\"inputs.a-b\" means nothing"),
                arguments(
                        labels().zeros("inputs.0", DType.F32, 2L, 1L).zeros("inputs.2", DType.F32, 2L, 1L),
                        "\"inputs.2\" belongs to no input"),
                arguments(good().zeros("mean.0", DType.F32), "\"mean.0\" belongs to no input"),
                arguments(good().zeros("mean", DType.F32), "mean is for U8 inputs but inputs is F32"),
                arguments(bytes().zeros("mean", DType.F16), "mean is F16 []. Store it as F32"),
                arguments(bytes().zeros("scale", DType.F32, 3L), "scale has the shape [3] but an example has [2, 2]"),
                arguments(bytes().floats("mean", TWO, 0, Float.NaN), "mean holds NaN at element 1"),
                arguments(
                        labels().zeros("inputs", DType.F64, 2L, 1L),
                        "inputs is F64 [2, 1]. Inputs are U8, F16, BF16, F32, I32 or I64"),
                arguments(labels().zeros("inputs", DType.BOOL, 2L), "inputs is BOOL [2]"),
                arguments(labels().zeros("inputs", DType.F32), "inputs is a scalar"),
                arguments(inputs().zeros("labels", DType.I64), "labels is a scalar"),
                arguments(labels().zeros("inputs", DType.F32, 3L, 1L), "inputs has 3 examples and labels has 2"),
                arguments(labels().zeros("inputs", DType.F32, 2L, 0L), "inputs is F32 [2, 0], without data"),
                arguments(
                        new DatasetBytes().zeros("inputs", DType.F32, 0L, 1L).zeros("labels", DType.I64, 0L),
                        "it has 0 examples"),
                arguments(inputs().zeros("labels", DType.U8, 2L), "labels is U8 [2]. It is I64 or I32 [examples]"),
                arguments(inputs().zeros("labels", DType.I64, 2L, 1L), "labels is I64 [2, 1]. It is"),
                arguments(inputs().zeros("labels", DType.F32, 2L, 1L), "labels is F32 [2, 1]. It is"),
                arguments(inputs().longs("labels", TWO, 1, -1), "labels[1] is -1. A label is a class index"),
                arguments(inputs().longs("labels", TWO, 1, 1L << 40), "labels[1] is 1099511627776"),
                arguments(inputs().ints("labels", TWO, -7, 1), "labels[0] is -7"),
                arguments(soft(0.5f, 0.5f, 1.5f, -0.5f), "labels[1, 1] is -0.5"),
                arguments(soft(0.5f, 0.5f, Float.NaN, 0), "labels[1, 0] is NaN"),
                arguments(soft(0.5f, 0.5f, Float.POSITIVE_INFINITY, 0), "labels[1] sums to Infinity"),
                arguments(soft(0.5f, 0.4f, 1, 0), "labels[0] sums to 0.9"));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isRefusedInOneLineThatSaysWhere(DatasetBytes bytes, String problem) {
        assertThatThrownBy(bytes::open)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidInput))
                .hasMessageStartingWith(DatasetBytes.URI_TEXT + ": ")
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"val.csv, csv", "VAL.NPZ, npz"})
    void whatCanBeConvertedIsRefusedWithTheCommandThatDoes(String name, String command) {
        Location uri = Location.of("file:///data/" + name);
        Blob table = new InMemoryStore()
                .with(uri.toString(), "x,label\n1,2\n".getBytes(StandardCharsets.UTF_8))
                .open(uri);

        assertThatThrownBy(() -> Dataset.open(table, Limits.DEFAULT))
                .isInstanceOf(RadinException.class)
                .hasMessage(uri + ": it is no safetensors file. \"radin dataset " + command + "\" makes one of it.");
    }

    @Test
    void labelBeyondTheClassesIsNamed() {
        try (Dataset dataset = inputs().longs("labels", TWO, 9, 10).open()) {
            dataset.checkLabels(11);
            assertThatThrownBy(() -> dataset.checkLabels(10))
                    .isInstanceOf(RadinException.class)
                    .hasMessageContaining("labels[1] is 10 but the network has 10 classes, 0 to 9");
        }
    }

    private static DatasetBytes inputs() {
        return new DatasetBytes().zeros("inputs", DType.F32, 2L, 3L);
    }

    private static DatasetBytes labels() {
        return new DatasetBytes().zeros("labels", DType.I64, 2L);
    }

    private static DatasetBytes good() {
        return inputs().zeros("labels", DType.I64, 2L);
    }

    private static DatasetBytes bytes() {
        return labels().zeros("inputs", DType.U8, 2L, 2L, 2L);
    }

    private static DatasetBytes soft(float... values) {
        return inputs().floats("labels", List.of(2L, 2L), values);
    }
}
