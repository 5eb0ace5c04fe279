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
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

    @TempDir
    private Path folder;

    @Test
    void usualNamesNeedNoTelling() {
        try (Dataset dataset = Converted.dataset(open(fixture("stored.npz"), List.of(), ""))) {
            assertThat(Converted.floats(dataset)).isEqualTo(EIGHTHS);
            assertThat(Converted.labels(dataset)).containsExactly(2, 0, 1);
        }
    }

    @Test
    void everyElementTypeKeepsItsValues() {
        List<String> inputs = List.of("u1", "i4", "i8", "f2", "f4", "f8");
        try (Dataset dataset = Converted.dataset(open(fixture("dtypes.npz"), inputs, "labels_i4"))) {
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
        PixelScaling scaling = new PixelScaling(1 / 255.0, List.of(0.5f, 0.25f), List.of(0.5f));
        try (Dataset dataset = Converted.dataset(NumpyArrays.open(
                fixture("dtypes.npz"),
                new NumpyArrays.Options(List.of("u1"), "labels_u1", false, Optional.of(scaling)),
                Converted.MEMORY))) {
            assertThat(Converted.floats(dataset)[4]).isCloseTo((254 / 255f - 0.5f) / 0.5f, within(1e-6f));
            assertThat(Converted.floats(dataset)[5]).isCloseTo((255 / 255f - 0.25f) / 0.5f, within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"big_endian", "fortran"})
    void arraysOfAnyByteOrderAndLayoutAreReadAsNumpyReadsThem(String name) {
        try (Dataset dataset = Converted.dataset(open(fixture("dtypes.npz"), List.of(name), "labels_i4"))) {
            assertThat(Converted.floats(dataset)).isEqualTo(EIGHTHS);
        }
    }

    @Test
    void floatLabelsAreDistributions() {
        try (Dataset dataset = Converted.dataset(open(fixture("dtypes.npz"), List.of("f4"), "soft"))) {
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

        assertThatThrownBy(() -> Converted.dataset(open(fixture("dtypes.npz"), names, labels)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidInput))
                .hasMessageContaining("dtypes.npz: ")
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }

    /** Bytes are stored and scaled by the run, so they may differ by rounding from NumPy's; others are the same. */
    @ParameterizedTest
    @CsvSource({"bytes, 1e-6, true", "floats, 0, false", "doubles, 0, false", "half, 0, false", "column_major, 0, false"
    })
    void channelsComeFirstAsNumpyTurnsThem(String name, float tolerance, boolean scaled) throws IOException {
        PixelScaling scaling =
                new PixelScaling(1 / 255.0, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
        NumpyArrays.Options options =
                new NumpyArrays.Options(List.of(name), "", true, scaled ? Optional.of(scaling) : Optional.empty());

        try (Dataset dataset =
                Converted.dataset(NumpyArrays.open(fixture("pictures.npz"), options, Converted.MEMORY))) {
            assertThat(dataset.inputs().get(0).exampleShape()).containsExactly(3L, 4L, 5L);
            assertThat(Converted.floats(dataset)).containsExactly(expected(name), within(tolerance));
        }
    }

    @Test
    void videosChannelsComeFirstToo() throws IOException {
        NumpyArrays.Options options = new NumpyArrays.Options(List.of("video"), "", true, Optional.empty());

        try (Dataset dataset =
                Converted.dataset(NumpyArrays.open(fixture("pictures.npz"), options, Converted.MEMORY))) {
            assertThat(dataset.inputs().get(0).exampleShape()).containsExactly(2L, 3L, 4L, 5L);
            assertThat(Converted.floats(dataset)).isEqualTo(expected("video"));
        }
    }

    /** A network that takes a picture and a row of numbers: only pictures have channels, only bytes are scaled. */
    @Test
    void whatIsNoPictureStaysAsItIs() throws IOException {
        NumpyArrays.Options options = new NumpyArrays.Options(
                List.of("row", "bytes"),
                "",
                true,
                Optional.of(
                        new PixelScaling(1 / 255.0, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f))));

        try (Dataset dataset =
                Converted.dataset(NumpyArrays.open(fixture("pictures.npz"), options, Converted.MEMORY))) {
            assertThat(Converted.floats(dataset)).isEqualTo(expected("row"));
            ByteBuffer pictures = dataset.reader(3).read(0, 3).data().get(1);
            assertThat(floats(pictures)).containsExactly(expected("bytes"), within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "row    | true  | ''  | InvalidInput | array \"row\" has the shape [3, 2]. With --channels-last pictures are",
                "floats | false | 1   | InvalidInput | array \"floats\" has elements of type f4, and --mean, --std",
                "bytes  | false | 3   | InvalidInput | whose last dimension is as long as --mean and --std. Add --channels",
                "bytes  | true  | 2   | InvalidSpec  | has 2 values but an example has 3 channels",
                "none   | false | ''  | InvalidInput | array \"none\" has the shape [0, 2], without elements",
            })
    void optionsThatFitNoArrayAreRefused(
            String name, boolean channelsLast, String values, Reason reason, String problem) {
        Optional<PixelScaling> scaling = Optional.of(values)
                .filter(text -> !text.isEmpty())
                .map(text -> Collections.nCopies(Integer.parseInt(text), 0.5f))
                .map(half -> new PixelScaling(1 / 255.0, half, half));
        NumpyArrays.Options options = new NumpyArrays.Options(List.of(name), "", channelsLast, scaling);

        assertThatThrownBy(() -> NumpyArrays.open(fixture("pictures.npz"), options, Converted.MEMORY))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(problem);
    }

    @Test
    void arrayCutShortOrGrownIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(fixture("x.npy"));

        assertFault(Arrays.copyOf(whole, whole.length - 1), "array \"x\" ends before its 12 elements");
        assertFault(Arrays.copyOf(whole, whole.length + 1), "array \"x\" goes on after its 12 elements");
        assertFault(Arrays.copyOf(whole, 20), "array \"x\" ends within its header");
        assertFault("hello, world".getBytes(StandardCharsets.UTF_8), "array \"x\" is not in the .npy format");
    }

    @Test
    void shapeLargerThanAnyFileIsRefused() throws IOException {
        String text = Files.readString(fixture("x.npy"), StandardCharsets.ISO_8859_1);

        assertFault(
                text.replace("(3, 4), }            ", "(3, 4999999999999), }").getBytes(StandardCharsets.ISO_8859_1),
                "array \"x\" ends before its 14999999999997 elements");
        assertFault(
                text.replace("(3, 4), }                      ", "(3, 4999999999999999999), }    ")
                        .getBytes(StandardCharsets.ISO_8859_1),
                "larger than any file");
    }

    @Test
    void adviceNamesTheOption() {
        assertThatThrownBy(() -> open(fixture("dtypes.npz"), List.of(), ""))
                .hasMessageEndingWith("the inputs are, with --inputs.");
    }

    @Test
    void fileThatIsNoArchiveIsNamed() {
        assertThatThrownBy(() -> open(fixture("x.npy"), List.of(), ""))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("x.npy: is no .npz archive: ")
                .hasMessageEndingWith(". Copy it here again, or save it with numpy.savez.");
    }

    private void assertFault(byte[] inputs, String problem) throws IOException {
        Path file = folder.resolve("made.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(inputs);
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(Files.readAllBytes(fixture("y.npy")));
        }
        assertThatThrownBy(() -> Converted.dataset(open(file, List.of(), "")))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining(problem);
    }

    private static NumpyArrays open(Path file, List<String> inputs, String labels) {
        return NumpyArrays.open(
                file, new NumpyArrays.Options(inputs, labels, false, Optional.empty()), Converted.MEMORY);
    }

    private static float[] expected(String name) throws IOException {
        return floats(ByteBuffer.wrap(Files.readAllBytes(fixture("pictures-" + name + ".f32")))
                .order(ByteOrder.LITTLE_ENDIAN));
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
