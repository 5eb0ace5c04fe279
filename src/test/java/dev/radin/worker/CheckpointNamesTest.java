package dev.radin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "CONFIG.JSON",
                "README.md",
                "flax_model.msgpack",
                "network.pt2",
                "tf_model.h5",
                "optimizer.pt",
                "rng_state_0.pth",
                "training_args.bin",
                "model-00001-of-00002.safetensors",
                ".hidden"
            })
    void theseAreNoCheckpoints(String file) {
        assertThat(CheckpointNames.isNone(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "vocab",
                "epoch=3-step=100.ckpt",
                "best.pth.tar",
                "a.safetensors",
                "b.pt",
                "c.bin",
                "a.safetensors.index.json",
                "pytorch_model.bin.index.json"
            })
    void theseMayBe(String file) {
        assertThat(CheckpointNames.isNone(file)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "best.pth.tar, best",
        "a.b.safetensors, a.b",
        "model, model",
        "epoch=3.ckpt, epoch=3",
        "a.safetensors.index.json, a"
    })
    void aModelIsCalledAfterItsFile(String file, String name) {
        assertThat(CheckpointNames.stem(file)).isEqualTo(name);
    }
}
