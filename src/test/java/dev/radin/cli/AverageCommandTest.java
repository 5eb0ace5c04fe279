package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AverageCommandTest {

    @TempDir
    Path folder;

    private Path a;
    private Path b;
    private Path target;

    @BeforeEach
    void makeModels() throws IOException {
        a = Files.write(
                folder.resolve("a.safetensors"),
                new TestTensors().f32("w", 1, 2).i64("steps", 10).bytes());
        b = Files.write(
                folder.resolve("b=2.safetensors"),
                new TestTensors().f32("w", 3, 6).i64("steps", 20).bytes());
        target = folder.resolve("soup.safetensors");
    }

    @Test
    void averagesWithEqualWeightsAndPrintsWhere() throws IOException {
        Cli.Result result = Cli.radin("average", "--to", target, a, b);

        assertThat(result).isEqualTo(new Cli.Result(0, "file://" + target + "\n", ""));
        assertWeights(2, 4);
    }

    @Test
    void aNameThatPyTorchWouldTakeForItsOwnFormatIsRefused() {
        Path pickled = folder.resolve("soup.pth");

        Cli.Result result = Cli.radin("average", "--to", pickled, a, b);

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "radin: InvalidSpec: --to " + pickled
                                + ": the average is a safetensors file, which PyTorch does"
                                + " not load from one of this name; call it soup.safetensors\n"));
        assertThat(pickled).doesNotExist();
    }

    @Test
    void weightsAreScaledToASumOfOne() throws IOException {
        Cli.Result result = Cli.radin("average", "--to", target, a + "=6", b + "=2");

        assertThat(result.exitCode()).isZero();
        assertWeights(1.5f, 3);
    }

    @Test
    void aMemberThatDivergedIsNamedAndNothingWritten() throws IOException {
        Files.write(b, new TestTensors().f32("w", 3, Float.NaN).i64("steps", 20).bytes());

        Cli.Result result = Cli.radin("average", "--to", target, a, b);

        assertThat(result)
                .isEqualTo(
                        new Cli.Result(
                                3,
                                "",
                                "radin: NonFiniteWeights: file://" + b
                                        + ": one weight is NaN, element 1 of tensor \"w\" (F32 [2]);"
                                        + " it has probably diverged in training: give an earlier checkpoint, or leave it out\n"));
        assertThat(target).doesNotExist();
    }

    @Test
    void anInfinityThatAllHaveIsAMask() throws IOException {
        Files.write(
                a,
                new TestTensors()
                        .f32("w", 1, Float.NEGATIVE_INFINITY)
                        .i64("steps", 10)
                        .bytes());
        Files.write(
                b,
                new TestTensors()
                        .f32("w", 3, Float.NEGATIVE_INFINITY)
                        .i64("steps", 20)
                        .bytes());

        Cli.Result result = Cli.radin("average", "--to", target, a, b);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertWeights(2, Float.NEGATIVE_INFINITY);
    }

    @Test
    void aFolderAsTargetKeepsTheShardsOfTheFirst() {
        Path shards = Path.of("src/test/resources/pool/f32/c");
        Path to = folder.resolve("sharded");

        Cli.Result result =
                Cli.radin("average", "--to", to + "/", shards, Path.of("src/test/resources/pool/f32/a.safetensors"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(to.toFile().list())
                .containsExactlyInAnyOrder(
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "model.safetensors.index.json");
    }

    @Test
    void whatExistsIsNeverOverwrittenBeItAFileOrAFolder() throws IOException {
        Files.write(target, new byte[1]);
        Path place = Files.createDirectory(folder.resolve("place"));

        Cli.Result file = Cli.radin("average", "--to", target, a, b);
        Cli.Result directory = Cli.radin("average", "--to", place, a, b);

        assertThat(file.exitCode()).isEqualTo(5);
        assertThat(file.err())
                .isEqualTo(
                        "radin: OutputNotWritable: file://" + target + ": exists; remove it or choose another --to\n");
        assertThat(Files.size(target)).isEqualTo(1);
        assertThat(directory.exitCode()).isEqualTo(5);
        assertThat(directory.err())
                .contains("file://" + place + "/: cannot be written: there is a folder of this name");
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void whatCannotBeAveragedIsSaidAndNothingIsWritten() throws IOException {
        Path other = Files.write(
                folder.resolve("other.safetensors"),
                new TestTensors().f32("v", 1, 2).bytes());

        Cli.Result misfit = Cli.radin("average", "--to", target, a, b, other);
        Cli.Result missing = Cli.radin("average", "--to", target, a, folder.resolve("none"));
        Cli.Result weightless = Cli.radin("average", "--to", target, a + "=0", b + "=0");
        Cli.Result negative = Cli.radin("average", "--to", target, a + "=-1", b);
        Cli.Result noUri = Cli.radin("average", "--to", target, "file:///models/my model.pt");
        Cli.Result memory = Cli.radin("average", "--to", target, "--memory", "-3", a, b);

        assertThat(misfit.exitCode()).isEqualTo(3);
        assertThat(misfit.err()).startsWith("radin: IncompatibleModels: file://" + other);
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).startsWith("radin: InputNotFound: ");
        assertThat(weightless.exitCode()).isEqualTo(2);
        assertThat(weightless.err()).contains("all weights are 0");
        assertThat(negative.exitCode()).isEqualTo(2);
        assertThat(negative.err()).contains("a weight must be a number from 0 on");
        assertThat(noUri.exitCode()).isEqualTo(2);
        assertThat(noUri.err()).contains("is no URI").contains("write a space as %20");
        assertThat(memory.exitCode()).isEqualTo(2);
        assertThat(memory.err()).isEqualTo("radin: InvalidSpec: --memory: is -3 and has to be 16 or more\n");
        assertThat(target).doesNotExist();
    }

    @Test
    void aShardThatIsThereAlreadyIsNeverMixedIn() throws IOException {
        Path shards = Path.of("src/test/resources/pool/f32/c");
        Path to = Files.createDirectory(folder.resolve("half"));
        Path left = Files.write(to.resolve("model-00001-of-00002.safetensors"), new byte[1]);

        Cli.Result result =
                Cli.radin("average", "--to", to + "/", shards, Path.of("src/test/resources/pool/f32/a.safetensors"));

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err())
                .isEqualTo("radin: OutputNotWritable: file://" + left + ": exists; remove it or choose another --to\n");
        assertThat(to.toFile().list()).containsExactly("model-00001-of-00002.safetensors");
    }

    @Test
    void differentFloatingDtypesGiveTheWidest() throws IOException {
        byte[] oneAndTwo = {0, 0x3C, 0, 0x40};
        Path half = Files.write(
                folder.resolve("half"),
                new TestTensors()
                        .with("w", DType.F16, List.of(2L), oneAndTwo)
                        .i64("steps", 10)
                        .bytes());

        Cli.Result result = Cli.radin("average", "--to", target, half, a);

        assertThat(result).isEqualTo(new Cli.Result(0, "file://" + target + "\n", ""));
        assertWeights(1, 2);
    }

    @Test
    void theDtypeAskedForIsTaken() throws IOException {
        Cli.Result result = Cli.radin("average", "--dtype", "BF16", "--to", target, a, b);

        assertThat(result.exitCode()).as(result.err()).isZero();
        try (TensorSource average = TestTensors.open(Files.readAllBytes(target))) {
            assertThat(average.tensors())
                    .filteredOn(t -> t.dtype().isFloating())
                    .isNotEmpty()
                    .allSatisfy(t -> assertThat(t.dtype()).isEqualTo(DType.BF16));
        }
    }

    @Test
    void whatCannotBeAveragedMustBeEqual() throws IOException {
        byte[] one = {0, 1};
        byte[] two = {0, 2};
        Path constant = Files.write(
                folder.resolve("constant"),
                new TestTensors()
                        .f32("w", 1)
                        .with("t", DType.F8_E4M3, List.of(2L), one)
                        .bytes());
        Path same = Files.write(
                folder.resolve("same"),
                new TestTensors()
                        .f32("w", 3)
                        .with("t", DType.F8_E4M3, List.of(2L), one)
                        .bytes());
        Path different = Files.write(
                folder.resolve("different"),
                new TestTensors()
                        .f32("w", 3)
                        .with("t", DType.F8_E4M3, List.of(2L), two)
                        .bytes());

        Cli.Result refused = Cli.radin("average", "--to", target, constant, different);
        Cli.Result averaged = Cli.radin("average", "--to", target, constant, same);

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .isEqualTo("radin: IncompatibleModels: file://" + different + ": tensor t differs from that of file://"
                        + constant + ", and F8_E4M3 is not averaged; save it in one of F64, F32, F16, BF16\n");
        assertThat(averaged.exitCode()).as(averaged.err()).isZero();
        try (TensorSource soup = TestTensors.open(Files.readAllBytes(target))) {
            assertThat(TestTensors.read(soup, "t").array()).isEqualTo(one);
            assertThat(TestTensors.floats(soup, "w")).containsExactly(2);
        }
    }

    /** As PyTorch before 0.4.1 saved it; load_state_dict takes it with and without. */
    @Test
    void aCountOfBatchesMayBeLacking() throws IOException {
        Path counted = Files.write(
                folder.resolve("counted"),
                new TestTensors()
                        .f32("w", 1, 2)
                        .i64("bn.num_batches_tracked", 7)
                        .bytes());
        Path older = Files.write(
                folder.resolve("older"), new TestTensors().f32("w", 3, 6).bytes());

        Cli.Result first = Cli.radin("average", "--to", target, counted, older);

        assertThat(first).isEqualTo(new Cli.Result(0, "file://" + target + "\n", ""));
        try (TensorSource soup = TestTensors.open(Files.readAllBytes(target))) {
            assertThat(TestTensors.floats(soup, "w")).containsExactly(2, 4);
            assertThat(TestTensors.read(soup, "bn.num_batches_tracked").getLong())
                    .isEqualTo(7);
        }
        for (Path weightless : List.of(counted, older)) {
            Files.delete(target);
            Path other = weightless.equals(counted) ? older : counted;
            assertThat(Cli.radin("average", "--to", target, weightless + "=0", other)
                            .exitCode())
                    .isZero();
        }
        Files.delete(target);
        assertThat(Cli.radin("average", "--to", target, older, counted).exitCode())
                .isZero();
        try (TensorSource soup = TestTensors.open(Files.readAllBytes(target))) {
            assertThat(TestTensors.floats(soup, "w")).containsExactly(2, 4);
        }
        assertThat(Cli.radin("inspect", older, counted).out()).contains("Both can be averaged");
    }

    private void assertWeights(float first, float second) throws IOException {
        try (TensorSource soup = TestTensors.open(Files.readAllBytes(target))) {
            assertThat(TestTensors.floats(soup, "w")[0]).isCloseTo(first, within(0f));
            assertThat(TestTensors.floats(soup, "w")[1]).isCloseTo(second, within(0f));
            assertThat(TestTensors.read(soup, "steps").getLong()).isEqualTo(10);
        }
    }
}
