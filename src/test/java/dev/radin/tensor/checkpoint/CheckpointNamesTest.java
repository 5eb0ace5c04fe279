package dev.radin.tensor.checkpoint;

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
                "pytorch_model-00001-of-00002.BIN",
                "model-000001-of-000010.safetensors",
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
                "fold-1-of-5.pt",
                "images.tar",
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
        "a.safetensors, true",
        "A.SAFETENSORS, true",
        "best.pth.tar, true",
        "images.tar, false",
        "optimizer.pt, false",
        "._a.safetensors, false",
        "model, false"
    })
    void theEndingSaysThatItIsOne(String file, boolean one) {
        assertThat(CheckpointNames.isOne(file)).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({
        "best.pth.tar, best",
        "best.PTH.TAR, best",
        "a.b.safetensors, a.b",
        "model, model",
        "epoch=3.ckpt, epoch=3",
        "a.safetensors.index.json, a"
    })
    void aModelIsCalledAfterItsFile(String file, String name) {
        assertThat(CheckpointNames.stem(file)).isEqualTo(name);
    }
}
