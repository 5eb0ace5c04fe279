package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        assertThat(result).isEqualTo(new Cli.Result(0, "file://" + target + "\n", ""));
        assertThat(tensors(target)).containsExactly("inputs F32 [2, 1]", "labels I64 [2]");
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
    }

    @Test
    void arraysBecomeADataset() {
        Path target = folder.resolve("val.safetensors");

        Cli.Result result =
                Cli.radin("dataset", "npz", "--to", target, Path.of("src/test/resources/dataset/stored.npz"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(target).isNotEmptyFile();
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
        assertThat(place.exitCode()).isEqualTo(4);
        assertThat(place.err()).contains("there is a folder of this name");
        assertThat(folder.toFile().list()).containsExactly("t.csv");
    }

    private static List<String> tensors(Path dataset) throws IOException {
        try (TensorSource source = TestTensors.open(Files.readAllBytes(dataset))) {
            return source.tensors().stream().map(DatasetCommandTest::text).toList();
        }
    }

    private static String text(TensorInfo tensor) {
        return tensor.name() + " " + tensor.dtype() + " " + tensor.shape();
    }
}
