package dev.radin.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.radin.dataset.Dataset;
import dev.radin.dataset.Input;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.Labels;
import dev.radin.tensor.DType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrays are those that dev/fixtures/dataset.py saved with NumPy. */
class NumpyArraysTest {

    private static final float[] EIGHTHS = {
        0, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f, 0.75f, 0.875f, 1, 1.125f, 1.25f, 1.375f
    };

    @Test
    void usualNamesNeedNoTelling() {
        try (Dataset dataset = Converted.dataset(NumpyArrays.openNpz(fixture("stored.npz"), List.of(), "", null))) {
            assertThat(Converted.floats(dataset)).isEqualTo(EIGHTHS);
            assertThat(Converted.labels(dataset)).containsExactly(2, 0, 1);
        }
    }

    @Test
    void arraysMayLieInFilesOfTheirOwn() {
        try (Dataset dataset =
                Converted.dataset(NumpyArrays.openNpy(List.of(fixture("x.npy")), fixture("y.npy"), null))) {
            assertThat(Converted.floats(dataset)).isEqualTo(EIGHTHS);
            assertThat(Converted.labels(dataset)).containsExactly(2, 0, 1);
        }
    }

    @Test
    void everyElementTypeKeepsItsValues() {
        List<String> inputs = List.of("u1", "i4", "i8", "f2", "f4", "f8");
        try (Dataset dataset =
                Converted.dataset(NumpyArrays.openNpz(fixture("dtypes.npz"), inputs, "labels_i4", null))) {
            List<ByteBuffer> data = dataset.reader(3).read(0, 3).data();

            assertThat(dataset.inputs())
                    .extracting(Input::dtype)
                    .containsExactly(DType.F32, DType.I32, DType.I64, DType.F32, DType.F32, DType.F32);
            assertThat(floats(data.get(0))).containsExactly(250, 251, 252, 253, 254, 255);
            assertThat(data.get(1).getInt(20)).isEqualTo(2);
            assertThat(data.get(2).getLong(0)).isEqualTo(-3L << 40);
            assertThat(floats(data.get(3))).containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1.25f);
            assertThat(floats(data.get(4))).isEqualTo(EIGHTHS);
            assertThat(floats(data.get(5))).containsExactly(EIGHTHS, within(1e-7f));
            assertThat(Converted.labels(dataset)).containsExactly(2, 0, 1);
        }
    }

    @Test
    void bytesMayBeScaled() {
        PixelScaling scaling = new PixelScaling(List.of(0.5f, 0.25f), List.of(0.5f));
        try (Dataset dataset =
                Converted.dataset(NumpyArrays.openNpz(fixture("dtypes.npz"), List.of("u1"), "labels_u1", scaling))) {
            assertThat(Converted.floats(dataset)[4]).isCloseTo((254 / 255f - 0.5f) / 0.5f, within(1e-6f));
            assertThat(Converted.floats(dataset)[5]).isCloseTo((255 / 255f - 0.25f) / 0.5f, within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"big_endian", "fortran"})
    void arraysOfAnyByteOrderAndLayoutAreReadAsNumpyReadsThem(String name) {
        try (Dataset dataset =
                Converted.dataset(NumpyArrays.openNpz(fixture("dtypes.npz"), List.of(name), "labels_i4", null))) {
            assertThat(Converted.floats(dataset)).isEqualTo(EIGHTHS);
        }
    }

    @Test
    void floatLabelsAreDistributions() {
        try (Dataset dataset =
                Converted.dataset(NumpyArrays.openNpz(fixture("dtypes.npz"), List.of("f4"), "soft", null))) {
            assertThat(dataset.labels()).isInstanceOf(Labels.Soft.class);
            assertThat(dataset.labels().probability(0, 1)).isEqualTo(0.75);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | labels_i4 | has no array called inputs, x, X, images, data. Say which of [big_endian, ",
                "nothing    | labels_i4 | has no array \"nothing\"; its arrays are [big_endian, ",
                "objects    | labels_i4 | array \"objects\" has elements of type \"|O\"",
                "text       | labels_i4 | array \"text\" has elements of type \"<U1\"",
                "structured | labels_i4 | array \"structured\" has no simple element type",
                "flat       | labels_i4 | array \"flat\" has the shape [3]. Inputs are [examples, …]",
                "f4         | four      | array \"f4\" has 3 examples but there are 4 labels",
                "f4         | flat      | array \"flat\" has the shape [3] and type f4. Labels are",
                "f4         | i4        | array \"i4\" has the shape [3, 2] and type i4. Labels are",
                "f4         | negative  | array \"negative\" holds -1 at 1. Labels are class indices",
            })
    void arrayThatFitsNoDatasetIsNamed(String inputs, String labels, String problem) {
        List<String> names = inputs.isEmpty() ? List.of() : List.of(inputs);

        assertThatThrownBy(() -> Converted.dataset(NumpyArrays.openNpz(fixture("dtypes.npz"), names, labels, null)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidInput))
                .hasMessageContaining("dtypes.npz: ")
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }

    @Test
    void fileCutShortOrGrownIsNamed(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(fixture("x.npy"));
        Path shortened = Files.write(folder.resolve("short.npy"), Arrays.copyOf(whole, whole.length - 1));
        Path grown = Files.write(folder.resolve("grown.npy"), Arrays.copyOf(whole, whole.length + 1));
        Path headless = Files.write(folder.resolve("headless.npy"), Arrays.copyOf(whole, 20));
        Path other = Files.writeString(folder.resolve("other.npy"), "hello, world");

        assertFault(shortened, "array \"short.npy\" ends before its 12 elements");
        assertFault(grown, "array \"grown.npy\" goes on after its 12 elements");
        assertFault(headless, "array \"headless.npy\" ends within its header");
        assertFault(other, "array \"other.npy\" is not in the .npy format");
    }

    @Test
    void shapeLargerThanAnyFileIsRefused(@TempDir Path folder) throws IOException {
        String text = Files.readString(fixture("x.npy"), StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("huge.npy");
        Files.writeString(
                file, text.replace("(3, 4), }            ", "(3, 4999999999999), }"), StandardCharsets.ISO_8859_1);

        assertFault(file, "array \"huge.npy\" ends before its 14999999999997 elements");
        Files.writeString(
                file,
                text.replace("(3, 4), }                      ", "(3, 4999999999999999999), }    "),
                StandardCharsets.ISO_8859_1);
        assertFault(file, "larger than any file");
    }

    @Test
    void adviceNamesTheOption() {
        assertThatThrownBy(() -> NumpyArrays.openNpz(fixture("dtypes.npz"), List.of(), "", null))
                .hasMessageEndingWith("the inputs are, with --inputs.");
    }

    @Test
    void fileThatIsNoArchiveIsNamed() {
        assertThatThrownBy(() -> NumpyArrays.openNpz(fixture("x.npy"), List.of(), "", null))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("x.npy: is no .npz archive: ");
    }

    private static void assertFault(Path inputs, String problem) {
        assertThatThrownBy(() -> Converted.dataset(NumpyArrays.openNpy(List.of(inputs), fixture("y.npy"), null)))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining(problem);
    }

    private static float[] floats(ByteBuffer data) {
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }

    private static Path fixture(String name) {
        try {
            return Path.of(Objects.requireNonNull(NumpyArraysTest.class.getResource("/dataset/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
