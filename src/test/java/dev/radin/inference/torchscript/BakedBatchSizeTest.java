package dev.radin.inference.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.dataset.Batch;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.inference.BatchTooLarge;
import dev.radin.inference.CollectedLogits;
import dev.radin.inference.DeviceChoice;
import dev.radin.inference.Fixtures;
import dev.radin.inference.Network;
import dev.radin.inference.Pass;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that run on batches of some sizes only; those called baked were traced with eight examples. */
class BakedBatchSizeTest {

    private static final int CLASSES = 6;

    private final Dataset numbers = Fixtures.dataset("numbers");
    private final TorchScriptLoader loader = TorchScriptLoader.start(DeviceChoice.CPU, 1, NetworkOutput.USUAL);

    @AfterEach
    void close() {
        numbers.close();
    }

    @Test
    void lastBatchIsFilledUp() {
        CollectedLogits sink = new CollectedLogits();

        try (Network network = load("baked")) {
            new Pass(network, numbers, 8, done -> {}).run(sink);
        }

        assertThat(sink.values()).isEqualTo(Fixtures.expected("transposed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 8})
    void firstBatchOfASmallDatasetIsFilledUpToWhatWasAskedFor(int examples) {
        try (Network network = load("baked")) {
            assertThat(network.run(batch(examples), 8).values()).isEqualTo(expected(examples));
        }
    }

    @Test
    void aSizeThatRanBeforeGoesBeforeTheOneAskedFor() {
        try (Network network = load("baked")) {
            network.run(batch(8), 8);

            assertThat(network.run(batch(3), 1000).values()).isEqualTo(expected(3));
        }
    }

    @Test
    void anotherSizeThanTheOneAskedForIsToldInTheWordsOfPyTorch() {
        try (Network network = load("baked")) {
            assertThatThrownBy(() -> network.run(batch(13), 16))
                    .isInstanceOf(RadinException.class)
                    .hasMessageContaining("shape '[8, 6]' is invalid for input of size 78")
                    .hasMessageEndingWith(
                            "if it was traced for another batch size than 16, set evaluator.torchScript.batchSize to that.");
        }
    }

    @Test
    void whatPyTorchSaysIsKeptWhenFillingUpFailsToo() {
        try (Network network = loader.load(Fixtures.file("mlp.pt"), "mlp.pt");
                Dataset pixels = Fixtures.dataset("pixels")) {
            network.run(batch(8), 8);

            assertThatThrownBy(() -> network.run(pixels.reader(5).read(0, 5), 8))
                    .isInstanceOf(RadinException.class)
                    .hasMessageContaining("it ran on batches of 8 examples, and not on one of 5: ")
                    .hasMessageContaining("mat1 and mat2 shapes cannot be multiplied");
        }
    }

    @Test
    void memoryShortageWhileFillingUpIsABatchTooLarge() {
        try (Network network = load("hungry-when-full")) {
            assertThatThrownBy(() -> network.run(batch(5), 8))
                    .isInstanceOf(BatchTooLarge.class)
                    .hasMessageContaining("can't allocate memory")
                    .hasMessageContaining("filled up to 8 examples")
                    .hasMessageContaining("this network wants 8 examples");
        }
    }

    @Test
    void outputOfAFilledBatchIsToldRatherThanThatTheBatchDoesNotRun() {
        try (Network network = load("baked-binary")) {
            assertThatThrownBy(() -> network.run(batch(5), 8))
                    .isInstanceOf(RadinException.class)
                    .hasMessageContaining("for 8 examples its output has the shape [8, 1]");
        }
    }

    @ParameterizedTest
    @CsvSource({"one-class.pt, true", "batches/deep.pt, false", "flat.pt, false"})
    void adviceForABinaryNetworkIsGivenToOneAlone(String file, boolean binary) {
        try (Network network = loader.load(Fixtures.file(file), file)) {
            assertThatThrownBy(() -> network.run(batch(13), 13))
                    .isInstanceOf(RadinException.class)
                    .satisfies(e -> assertThat(e.getMessage().contains("of a binary network"))
                            .isEqualTo(binary));
        }
    }

    private Network load(String name) {
        return loader.load(Fixtures.file("batches/" + name + ".pt"), name + ".pt");
    }

    private Batch batch(int examples) {
        return numbers.reader(examples).read(0, examples);
    }

    private static float[] expected(int examples) {
        return Arrays.copyOf(Fixtures.expected("transposed"), examples * CLASSES);
    }
}
