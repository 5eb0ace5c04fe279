package dev.radin.inference.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.CollectedLogits;
import dev.radin.inference.DeviceChoice;
import dev.radin.inference.Fixtures;
import dev.radin.inference.Network;
import dev.radin.inference.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchScriptNetworkTest {

    private static final int ONE_THREAD = 1;

    /** Sums of products have other last digits on another processor, in another batch, or on several threads. */
    private static final float ROUNDING = 1e-5f;

    @ParameterizedTest
    @CsvSource({
        "mlp, numbers, '', mlp",
        "mlp, halves, '', mlp.halves",
        "mlp, brains, '', mlp.brains",
        "convolutions, pixels, '', convolutions",
        "embeddings, tokens, '', embeddings",
        "embeddings, tokens, doubled, embeddings.doubled",
        "pair, numbers, '', pair",
        "pair, numbers, 1, pair.1",
    })
    void logitsArePyTorchsUpToRounding(String network, String dataset, String output, String expected) {
        float[] logits = logits(DeviceChoice.CPU, ONE_THREAD, network, dataset, output, 0);

        assertThat(logits).containsExactly(Fixtures.expected(expected), within(ROUNDING));
    }

    /** Networks that copy their inputs, or multiply each by a number and round it, which every processor does alike. */
    @ParameterizedTest
    @CsvSource({
        "nameless, numbers, scores, transposed",
        "transposed, numbers, '', transposed",
        "as-f16, numbers, '', as.f16",
        "as-bf16, numbers, '', as.bf16",
        "as-f64, numbers, '', as.f64",
    })
    void whatNeedsNoSumIsPyTorchsBitForBit(String network, String dataset, String output, String expected) {
        float[] logits = logits(DeviceChoice.CPU, ONE_THREAD, network, dataset, output, 0);

        assertThat(logits).isEqualTo(Fixtures.expected(expected));
    }

    @ParameterizedTest
    @CsvSource({"mlp, numbers", "convolutions, pixels", "embeddings, tokens"})
    void onOneMachineLogitsAreTheSameBitForBit(String network, String dataset) {
        float[] first = logits(DeviceChoice.CPU, ONE_THREAD, network, dataset, "", 5);
        float[] second = logits(DeviceChoice.CPU, ONE_THREAD, network, dataset, "", 5);

        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12, 13, 100})
    void batchSizeChangesLogitsByRoundingAtMost(int batchSize) {
        float[] logits = logits(DeviceChoice.CPU, ONE_THREAD, "convolutions", "pixels", "", batchSize);

        assertThat(logits).containsExactly(Fixtures.expected("convolutions"), within(ROUNDING));
    }

    @Test
    void severalThreadsChangeLogitsByRoundingAtMost() {
        float[] logits = logits(DeviceChoice.CPU, 2, "mlp", "numbers", "", 0);

        assertThat(logits).containsExactly(Fixtures.expected("mlp"), within(ROUNDING));
    }

    @Test
    void anotherThreadThanTheLoadingOneGetsTheSameLogits() throws InterruptedException {
        float[] here = logits(DeviceChoice.CPU, ONE_THREAD, "convolutions", "pixels", "", 0);
        AtomicReference<float[]> logits = new AtomicReference<>();
        Thread thread =
                new Thread(() -> logits.set(logits(DeviceChoice.CPU, ONE_THREAD, "convolutions", "pixels", "", 0)));

        thread.start();
        thread.join();

        assertThat(logits.get()).isEqualTo(here);
    }

    @Test
    void gpuGivesTheLogitsOfTheCpu() {
        boolean gpu = TorchScriptLoader.start(DeviceChoice.AUTO, ONE_THREAD, NetworkOutput.USUAL)
                .deviceType()
                .equals("cuda");
        if (!gpu) {
            System.out.println("*** SKIPPED: PyTorch sees no CUDA device here, so nothing was checked on a GPU ***");
        }
        Assumptions.assumeThat(gpu)
                .as("PyTorch sees no CUDA device here, so nothing was checked on a GPU")
                .isTrue();

        // Convolutions may run in TF32 there, which has 10 bits of fraction.
        assertThat(logits(DeviceChoice.CUDA, ONE_THREAD, "convolutions", "pixels", "", 5))
                .containsExactly(Fixtures.expected("convolutions"), within(5e-3f));
        assertThat(logits(DeviceChoice.CUDA, ONE_THREAD, "embeddings", "tokens", "", 5))
                .containsExactly(Fixtures.expected("embeddings"), within(1e-4f));
        assertThat(logits(DeviceChoice.CUDA, ONE_THREAD, "as-bf16", "numbers", "", 5))
                .containsExactly(Fixtures.expected("as.bf16"), within(1e-4f));
    }

    @Test
    void askingForGpuWhereThereIsNoneSaysSo() {
        boolean gpu = TorchScriptLoader.start(DeviceChoice.AUTO, ONE_THREAD, NetworkOutput.USUAL)
                .deviceType()
                .equals("cuda");
        Assumptions.assumeThat(gpu).isFalse();

        assertThatThrownBy(() -> TorchScriptLoader.start(DeviceChoice.CUDA, ONE_THREAD, NetworkOutput.USUAL))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("a GPU was asked for, and PyTorch sees no CUDA device here")
                .extracting(e -> ((RadinException) e).reason())
                .isEqualTo(Reason.MachineUnfit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flat            | numbers |         | for 13 examples its output has the shape [13]",
                "one-class       | numbers |         | for 13 examples its output has the shape [13, 1]",
                "wrong-batch     | numbers |         | for 13 examples its output has the shape [26, 6]",
                "as-i64          | numbers |         | its output is of type INT64, which is not floating point",
                "as-c64          | numbers |         | its output is of type COMPLEX64, which is not floating point",
                "text            | numbers |         | it returns neither a tensor nor a tuple or dict of tensors",
                "nameless        | numbers |         | it returns a dict with [hidden, scores], without \"logits\"",
                "embeddings      | tokens  | nothing | it returns a dict with [doubled, hidden, logits], without \"nothing\"",
                "embeddings      | tokens  | 1       | it returns a dict with [doubled, hidden, logits], which has no entry 1.",
                "pair            | numbers | 2       | it returns a tuple of 2, which has no entry 2.",
                "pair            | numbers | logits  | it returns a tuple of 2, which has no key \"logits\".",
                "pair            | numbers | \"0\"     | it returns a tuple of 2, which has no key \"0\".",
                "raises          | numbers |         | [F32 [13, 6]]: RuntimeError: this network wants 7 numbers an example",
                "embeddings      | numbers |         | does not run on inputs [F32 [13, 6]]: ",
                "mlp             | tokens  |         | does not run on inputs [I64 [13, 4], F32 [13, 3]]: ",
                "mlp             | pixels  |         | mat1 and mat2 shapes cannot be multiplied",
            })
    void unfitNetworkIsOneLineThatNamesIt(String network, String dataset, String output, String problem) {
        String entry = output == null ? "" : output;

        assertThatThrownBy(() -> logits(DeviceChoice.CPU, ONE_THREAD, network, dataset, entry, 0))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith(network + ".pt: ")
                .hasMessageContaining(problem)
                // What to do
                .hasMessageMatching(".*\\. (Check|Logits are .*; export|Name) .*\\.")
                .message()
                .hasLineCount(1);
    }

    @Test
    void numberOfClassesThatDependsOnTheBatchIsRefused() {
        assertThatThrownBy(() -> logits(DeviceChoice.CPU, ONE_THREAD, "growing-classes", "numbers", "", 5))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("of 5 classes for the first examples")
                .hasMessageContaining("of 3 from example 10 on");
    }

    @Test
    void batchTooLargeForMemoryIsHalved() {
        float[] logits = logits(DeviceChoice.CPU, ONE_THREAD, "hungry", "numbers", "", 13);

        assertThat(logits).isEqualTo(Fixtures.expected("transposed"));
    }

    @Test
    void fileThatIsNoTorchScriptIsOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("architecture.pt"), "no archive");
        TorchScriptLoader loader = TorchScriptLoader.start(DeviceChoice.CPU, ONE_THREAD, NetworkOutput.USUAL);

        assertThatThrownBy(() -> loader.load(file, "architecture.pt"))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("architecture.pt: PyTorch cannot load it as TorchScript: ")
                .message()
                .hasLineCount(1);
    }

    /** A number is an index; a key, in quotes where it looks like one. */
    private static NetworkOutput output(String entry) {
        if (entry.isEmpty()) {
            return NetworkOutput.USUAL;
        }
        return entry.matches("[0-9]+")
                ? new NetworkOutput(null, Integer.valueOf(entry))
                : new NetworkOutput(entry.replace("\"", ""), null);
    }

    private static float[] logits(
            DeviceChoice device, int threads, String network, String dataset, String output, int batchSize) {
        CollectedLogits sink = new CollectedLogits();
        String file = network + ".pt";
        TorchScriptLoader loader = TorchScriptLoader.start(device, threads, output(output));
        try (Dataset data = Fixtures.dataset(dataset);
                Network loaded = loader.load(Fixtures.file(file), file)) {
            new Pass(loaded, data, batchSize, done -> {}).run(sink);
        }
        return sink.values();
    }
}
