package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Golden;
import dev.radin.tensor.DType;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectGoldenTest {

    private static final Path POOL = Path.of("src/test/resources/pool/f32").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void modelsInOneFileAndInShards() {
        check(
                "inspect-safetensors.txt",
                0,
                Cli.radin("inspect", "--finite", POOL.resolve("a.safetensors"), POOL.resolve("c")));
    }

    @Test
    void modelsInStateDictsOfWhichOneIsWrapped() {
        check("inspect-state-dicts.txt", 0, Cli.radin("inspect", POOL.resolve("b.pt"), POOL.resolve("d.bin")));
    }

    @Test
    void theTensorsOfOne() {
        check("inspect-tensors.txt", 0, Cli.radin("inspect", "--tensors", POOL.resolve("a.safetensors")));
    }

    @Test
    void modelsOfWhichSomeDoNotBelongAndOneCannotBeRead() throws IOException {
        Path good = Files.write(folder.resolve("good.safetensors"), model("layer", 300, 1));
        Path twin = Files.write(folder.resolve("twin.safetensors"), model("layer", 300, 2));
        Path renamed = Files.write(folder.resolve("renamed.safetensors"), model("block", 300, 1));
        Path shorter = Files.write(folder.resolve("shorter.safetensors"), model("layer", 260, 1));
        Path nan = Files.write(folder.resolve("nan.safetensors"), model("layer", 300, Float.NaN));
        Path cut = Files.write(folder.resolve("cut.safetensors"), new byte[7]);

        check("inspect-misfits.txt", 3, Cli.radin("inspect", "--finite", good, twin, renamed, shorter, nan, cut));
    }

    @Test
    void aDistanceThatIsNoneIsExplained() throws IOException {
        Path good = Files.write(folder.resolve("good.safetensors"), model("layer", 2, 1));
        Path nan = Files.write(folder.resolve("nan.safetensors"), model("layer", 2, Float.NaN));

        assertThat(Cli.radin("inspect", good, nan).out())
                .contains("NaN  file://" + nan)
                .endsWith("\nNaN is of those with weights that are not finite; --finite says which.\n");
    }

    /** The odd one comes first, and run would exclude it too. */
    @Test
    void modelsOfWhichOneHasAnotherTable() throws IOException {
        Path odd = Files.write(folder.resolve("odd.safetensors"), table(1));
        Path a = Files.write(folder.resolve("a.safetensors"), table(0));
        Path b = Files.write(folder.resolve("b.safetensors"), table(0));

        check("inspect-constants.txt", 3, Cli.radin("inspect", odd, a, b));
    }

    /** They can be averaged, and it is worth nothing: the average scores 0.33 where each scores 0.75. */
    @Test
    void modelsWhoseHeadsWereTrainedApart() {
        Path apart = Path.of("src/test/resources/apart").toAbsolutePath();
        check(
                "inspect-apart.txt",
                0,
                Cli.radin("inspect", apart.resolve("apart0.safetensors"), apart.resolve("apart1.safetensors")));
        check(
                "inspect-alike.txt",
                0,
                Cli.radin("inspect", apart.resolve("alike0.safetensors"), apart.resolve("alike1.safetensors")));
    }

    @Test
    void statisticsOfBatchNormAreNoDistance() throws IOException {
        Path a = Files.write(folder.resolve("a.safetensors"), normalised(1));
        Path b = Files.write(folder.resolve("b.safetensors"), normalised(900));

        assertThat(Cli.radin("inspect", a, b).out()).contains("      0.0000  " + a.toUri());
    }

    private static byte[] normalised(float variance) {
        return new TestTensors()
                .f32("bn.weight", 1, 2)
                .f32("bn.running_mean", variance, 0)
                .f32("bn.running_var", variance, 1)
                .bytes();
    }

    private static byte[] table(int value) {
        return new TestTensors()
                .f32("head.weight", 1, 2)
                .with("head.table", DType.F8_E4M3, List.of(2L), new byte[] {0, (byte) value})
                .bytes();
    }

    private static byte[] model(String name, int layers, float value) {
        TestTensors tensors = new TestTensors();
        for (int i = 0; i < layers; i++) {
            tensors.f32("encoder." + name + "." + i + ".weight", value, i, 3);
        }
        return tensors.bytes();
    }

    private void check(String file, int exitCode, Cli.Result result) {
        assertThat(result.exitCode()).isEqualTo(exitCode);
        Golden.check(
                file,
                result.out().replace(folder.toString(), "<folder>")
                        + result.err().replace(folder.toString(), "<folder>"));
    }
}
