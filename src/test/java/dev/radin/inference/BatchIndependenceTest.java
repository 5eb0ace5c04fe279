package dev.radin.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.dataset.Batch;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.torchscript.NetworkOutput;
import dev.radin.inference.torchscript.TorchScriptLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchIndependenceTest {

    private final Dataset numbers = Fixtures.dataset("numbers");

    @AfterEach
    void close() {
        numbers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "traced-in-training, from one run to the next",
        "always-dropping, from one run to the next",
        "traced-with-statistics-of-the-batch, with the rest of the batch",
        "normalised, with the rest of the batch",
        "divided-by-batch-size, with the size of the batch",
    })
    void aNetworkWhoseAnswerDependsOnMoreThanTheExampleIsRefused(String network, String problem) {
        assertThatThrownBy(() -> check("batches/" + network, numbers, 0))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("file:///architecture.pt: its logits of example ")
                .hasMessageContaining(" change " + problem + " (")
                .hasMessageContaining("; export it again after model.eval()")
                .extracting(e -> ((RadinException) e).reason())
                .isEqualTo(Reason.InvalidInput);
    }

    @ParameterizedTest
    @CsvSource({
        "batches/traced-in-eval, numbers",
        "batches/scripted-in-training, numbers",
        "mlp, halves",
        "convolutions, pixels",
        "embeddings, tokens",
        "pair, numbers",
        "as-bf16, numbers",
        "as-f16, numbers",
    })
    void ordinaryNetworksAreNot(String network, String dataset) {
        try (Dataset data = Fixtures.dataset(dataset)) {
            assertThat(check(network, data, 0)).isTrue();
        }
    }

    @Test
    void aBatchSizeThatIsBakedInIsFilledUpTo() {
        assertThat(check("batches/baked", numbers, 8)).isTrue();
        assertThat(check("batches/baked-13", numbers, 0)).isTrue();
    }

    @Test
    void thereIsNoVerdictOnSingleExamples() {
        assertThat(check("batches/always-dropping", numbers, 1)).isFalse();
    }

    @Test
    void thereIsNoVerdictOnLogitsThatAreNotFinite() {
        assertThat(check("batches/nan", numbers, 0)).isFalse();
    }

    @Test
    void thereIsNoVerdictWhenMemoryIsShort() {
        assertThat(check("hungry", numbers, 0)).isFalse();
    }

    @Test
    void aNetworkThatDoesNotRunSaysSo() {
        assertThatThrownBy(() -> check("raises", numbers, 0))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("this network wants 7 numbers an example");
    }

    @Test
    void roundingIsNoDependenceAndAMaskedClassHidesNone() {
        float[] masked = {1, -2, 3, -1e9f};

        assertThat(check(new Shifting(masked, 1e-5f))).isTrue();
        assertThatThrownBy(() -> check(new Shifting(masked, 1e-2f))).isInstanceOf(RadinException.class);
    }

    @Test
    void aLogitNearZeroIsMeasuredByTheOthers() {
        assertThat(check(new Shifting(new float[] {1e-6f, 5, 8}, 1e-5f))).isTrue();
        assertThat(check(new Shifting(new float[] {0, 0}, 0))).isTrue();
    }

    private static boolean check(String file, Dataset dataset, int batchSize) {
        TorchScriptLoader loader = TorchScriptLoader.start(DeviceChoice.CPU, 1, NetworkOutput.USUAL);
        try (Network network = loader.load(Fixtures.file(file + ".pt"), "model")) {
            return new BatchIndependence(network, dataset, batchSize, "file:///architecture.pt").check();
        }
    }

    private boolean check(Network network) {
        return new BatchIndependence(network, numbers, 0, "file:///architecture.pt").check();
    }

    /** Answers the same for every example, and a little more with each batch. */
    private static final class Shifting implements Network {

        private final float[] logits;
        private final float shift;
        private int batches;

        Shifting(float[] logits, float shift) {
            this.logits = logits;
            this.shift = shift;
        }

        @Override
        public Logits run(Batch batch, int usualExamples) {
            float[] values = new float[batch.count() * logits.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = logits[i % logits.length] + batches * shift;
            }
            batches++;
            return new Logits(batch.count(), logits.length, values);
        }

        @Override
        public String name() {
            return "model";
        }

        @Override
        public String deviceType() {
            return "cpu";
        }

        @Override
        public void close() {}
    }
}
