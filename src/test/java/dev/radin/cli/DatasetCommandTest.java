package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the three converters are reached with their options; what they make is tested where they are. */
class DatasetCommandTest {

    @TempDir
    Path folder;

    @Test
    void aTableBecomesADataset() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "id;x;y\n1;0.5;cat\n2;0.25;dog\n");
        Path target = folder.resolve("val.safetensors");

        Cli.Result result = Cli.radin(
                "dataset", "csv", "--to", target, "--label", "y", "--leave-out", "id", "--delimiter", ";", table);

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0, "file://" + target + "\n", "2 examples, 2 classes: cat, dog\ninputs: F32 [1] an example\n"));
        assertThat(tensors(target)).containsExactly("inputs F32 [2, 1]", "labels I64 [2]");
    }

    @Test
    void aTableMayHaveNoHeader() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "1,0.5,cat\n2,0.25,dog\n");
        Path target = folder.resolve("val.safetensors");

        Cli.Result result = Cli.radin("dataset", "csv", "--to", target, "--no-header", "--leave-out", "0", table);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(tensors(target)).containsExactly("inputs F32 [2, 1]", "labels I64 [2]");
    }

    @ParameterizedTest
    @CsvSource({"val.csv, val", "val.NPZ, val", "val.pt, val", "val.pth.tar, val"})
    void aNameThatSaysAnotherFormatIsRefused(String name, String stem) throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "a,label\n1,cat\n2,dog\n");
        Path target = folder.resolve(name);

        Cli.Result result = Cli.radin("dataset", "csv", "--to", target, table);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("radin: InvalidSpec: --to " + target + ": a dataset is a safetensors file; call it " + stem
                        + ".safetensors\n");
        assertThat(target).doesNotExist();
    }

    @Test
    void foldersOfImagesBecomeADataset() throws IOException {
        for (String name : List.of("cat", "dog")) {
            Path image =
                    Files.createDirectories(folder.resolve("photos/" + name)).resolve("1.png");
            ImageIO.write(new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
        }
        Path target = folder.resolve("val.safetensors");

        Cli.Result result = Cli.radin(
                "dataset",
                "images",
                "--to",
                target,
                "--size",
                "8",
                "--grey",
                "--mean",
                "0.5",
                "--std",
                "0.25",
                folder.resolve("photos"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(tensors(target)).contains("inputs U8 [2, 1, 8, 8]", "labels I64 [2]");
        assertThat(result.err())
                .isEqualTo("2 examples, 2 classes: cat, dog\n"
                        + "inputs: U8 [1, 8, 8] an example, of which the network sees (x / 255 - 0.5) / 0.25\n");
    }

    @Test
    void picturesAreResizedInTheWayThatWasAskedFor() throws IOException {
        for (String name : List.of("a", "b")) {
            Files.createDirectories(folder.resolve("photos/" + name));
            Files.copy(Path.of("src/test/resources/resize/wide.png"), folder.resolve("photos/" + name + "/1.png"));
        }
        byte[] bicubic = Files.readAllBytes(Path.of("src/test/resources/resize/wide-bicubic-30-28.rgb"));
        Path target = folder.resolve("val.safetensors");

        Cli.Result result = Cli.radin(
                "dataset",
                "images",
                "--to",
                target,
                "--size",
                "28",
                "--resize",
                "30",
                "--interpolation",
                "bicubic",
                folder.resolve("photos"));
        Cli.Result both = Cli.radin(
                "dataset", "images", "--to", target, "--resize", "30", "--no-resize", folder.resolve("photos"));
        Cli.Result whole = Cli.radin(
                "dataset",
                "images",
                "--to",
                folder.resolve("whole.safetensors"),
                "--no-resize",
                folder.resolve("photos"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        try (TensorSource source = TestTensors.open(Files.readAllBytes(target))) {
            ByteBuffer first = ByteBuffer.allocate(bicubic.length);
            source.read(source.find("inputs").orElseThrow(), 0, first);
            assertThat(first.array()).isEqualTo(bicubic);
        }
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--resize and --no-resize exclude each other");
        assertThat(tensors(folder.resolve("whole.safetensors"))).contains("inputs U8 [2, 3, 23, 37]");
    }

    @Test
    void arraysBecomeADataset() {
        Path target = folder.resolve("val.safetensors");

        Cli.Result result =
                Cli.radin("dataset", "npz", "--to", target, Path.of("src/test/resources/dataset/stored.npz"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(target).isNotEmptyFile();
        assertThat(result.err()).isEqualTo("3 examples, labels from 0 to 2\ninputs: F32 [4] an example\n");
    }

    @Test
    void picturesWithTheirChannelsLastAreTurnedAndScaled() throws IOException {
        Path target = folder.resolve("val.safetensors");

        Cli.Result result = Cli.radin(
                "dataset",
                "npz",
                "--to",
                target,
                "--inputs",
                "bytes",
                "--channels-last",
                "--scale",
                "1/127.5",
                "--mean",
                "1",
                "--std",
                "0.5",
                Path.of("src/test/resources/dataset/pictures.npz"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(tensors(target))
                .containsExactlyInAnyOrder("inputs U8 [3, 3, 4, 5]", "labels I64 [3]", "mean F32 [1]", "scale F32 [1]");
        assertThat(scalars(target, "mean", "scale")).containsExactly(127.5f, 1 / 127.5f / 0.5f);
        assertThat(result.err()).contains("U8 [3, 4, 5] an example, of which the network sees (x / 127.5 - 1) / 0.5");
    }

    @Test
    void bytesOfATableAreScaled() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "x,y\n0,0\n255,1\n");
        Path target = folder.resolve("val.safetensors");

        Cli.Result floats = Cli.radin("dataset", "csv", "--to", target, "--mean", "0.5", "--std", "0.5", table);
        Cli.Result bytes =
                Cli.radin("dataset", "csv", "--to", target, "--dtype", "U8", "--mean", "0.5", "--std", "0.5", table);

        assertThat(floats.exitCode()).isEqualTo(2);
        assertThat(floats.err()).contains("add --dtype U8").hasLineCount(1);
        assertThat(bytes.exitCode()).as(bytes.err()).isZero();
        assertThat(scalars(target, "mean", "scale")).containsExactly(127.5f, 1 / 127.5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1/0", "x", "1/", "", "9e999"})
    void aScaleThatIsNoFactorIsRefused(String scale) {
        Cli.Result result = Cli.radin(
                "dataset",
                "npz",
                "--to",
                folder.resolve("val.safetensors"),
                "--inputs",
                "bytes",
                "--channels-last",
                "--scale",
                scale,
                Path.of("src/test/resources/dataset/pictures.npz"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("scale").doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsWritten() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "x,y\n1,0\noops,1\n");
        Path target = folder.resolve("val.safetensors");

        Cli.Result bad = Cli.radin("dataset", "csv", "--to", target, table);
        Cli.Result missing = Cli.radin("dataset", "npz", "--to", target, folder.resolve("none.npz"));
        Cli.Result option = Cli.radin("dataset", "csv", "--to", target, "--dtype", "F16", table);
        Cli.Result place = Cli.radin("dataset", "csv", "--to", folder, Files.writeString(table, "x,y\n1,0\n"));

        assertThat(bad.exitCode()).isEqualTo(3);
        assertThat(bad.err())
                .startsWith("radin: InvalidInput: file://" + table + ": ")
                .contains("oops");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).startsWith("radin: InputNotFound: file://" + folder.resolve("none.npz"));
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(place.exitCode()).isEqualTo(5);
        assertThat(place.err()).contains("there is a folder of this name");
        assertThat(folder.toFile().list()).containsExactly("t.csv");
    }

    private static List<String> tensors(Path dataset) throws IOException {
        try (TensorSource source = TestTensors.open(Files.readAllBytes(dataset))) {
            return source.tensors().stream().map(DatasetCommandTest::text).toList();
        }
    }

    private static float[] scalars(Path dataset, String... names) throws IOException {
        try (TensorSource source = TestTensors.open(Files.readAllBytes(dataset))) {
            ByteBuffer values = ByteBuffer.allocate(Float.BYTES * names.length).order(ByteOrder.LITTLE_ENDIAN);
            for (String name : names) {
                TensorInfo tensor = source.find(name).orElseThrow();
                source.read(tensor, 0, values.slice(values.position(), Float.BYTES));
                values.position(values.position() + Float.BYTES);
            }
            float[] floats = new float[names.length];
            values.flip().asFloatBuffer().get(floats);
            return floats;
        }
    }

    private static String text(TensorInfo tensor) {
        return tensor.name() + " " + tensor.dtype() + " " + tensor.shape();
    }
}
