package dev.radin.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"dtypes", "layouts", "wrapped", "wrapped_twice", "wrapped_oddly", "scripted"})
    void readsEveryTensorAsPyTorchDoes(String name) {
        Fixture expected = Fixture.read((name.equals("scripted") ? "scripted.own" : name) + ".expected.safetensors");

        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(MemoryBlob.of(name + ".pt"), Limits.DEFAULT)) {
            checkpoint.verify();

            assertThat(checkpoint.tensors()).containsExactlyInAnyOrderElementsOf(expected.tensors());
            for (TensorInfo tensor : checkpoint.tensors()) {
                assertThat(Fixture.bytesOf(checkpoint, tensor.name()))
                        .as(tensor.name())
                        .isEqualTo(expected.content.get(tensor.name()));
            }
        }
    }

    /** {@code hyper_parameters}, callbacks, configurations: of classes that are never loaded, in each of the protocols. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 5})
    void whateverLiesBesideTheWeightsIsLeftOut(int protocol) {
        Fixture expected = Fixture.read("extras.expected.safetensors");

        try (TorchCheckpoint checkpoint =
                TorchCheckpoint.open(MemoryBlob.of("extras" + protocol + ".pt"), Limits.DEFAULT)) {
            assertThat(checkpoint.tensors()).containsExactlyInAnyOrderElementsOf(expected.tensors());
            assertThat(Fixture.bytesOf(checkpoint, "w")).isEqualTo(expected.content.get("w"));
            assertThat(checkpoint.notes())
                    .containsExactly("took `state_dict`, left out `namespace`, `omegaconf`, `hyper_parameters`,"
                            + " `callbacks`, `args` and 8 more");
        }
    }

    @Test
    void readsAnyByteRangeOfAStridedTensor() {
        byte[] whole = Fixture.read("layouts.expected.safetensors").content.get("transposed");

        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(MemoryBlob.of("layouts.pt"), Limits.DEFAULT)) {
            TensorInfo tensor = checkpoint.tensors().stream()
                    .filter(t -> t.name().equals("transposed"))
                    .findFirst()
                    .orElseThrow();
            for (int offset = 0; offset < 30; offset++) {
                ByteBuffer part = ByteBuffer.allocate(offset * 7);
                checkpoint.read(tensor, offset, part);

                assertThat(part.array()).isEqualTo(Arrays.copyOfRange(whole, offset, offset * 8));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrapped | took `state_dict`, left out `epoch`, `optimizer`, `best`, `lr`, `done`",
                "wrapped_twice | took `model_state_dict`",
                "wrapped_oddly | took `student`, left out `epoch`",
                "scripted | read the parameters and buffers of a TorchScript archive",
            })
    void saysWhatItTookOutOfAWrapper(String name, String note) {
        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(MemoryBlob.of(name + ".pt"), Limits.DEFAULT)) {
            assertThat(checkpoint.notes()).contains(note);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ambiguous | decoder | 0.weight | took `decoder`",
                "ambiguous | decoder.0 | weight | took `decoder`",
                "wrapped_twice | model | 0.weight | took `model`",
                "wrapped_twice | model.model_state_dict.1. | running_mean | took `model_state_dict`",
                "wrapped | 1. | running_mean | took `state_dict`, left out `epoch`, `optimizer`, `best`, `lr`, `done`",
                "scripted | norm | running_mean | read the parameters and buffers of a TorchScript archive",
            })
    void takesTheWeightsThatAKeyNames(String name, String key, String tensor, String note) {
        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(MemoryBlob.of(name + ".pt"), Limits.DEFAULT, key)) {
            assertThat(checkpoint.tensors()).extracting(TensorInfo::name).contains(tensor);
            assertThat(checkpoint.notes()).contains(note);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrapped, ema, 'holds no weights under `ema`, but under `state_dict`, `0.`, `1.`. Correct stateDictKey (--key), or'",
        "wrapped, epoch, holds no weights under `epoch`",
        "module_inside, model, it is what `torch.nn.modules.linear.Linear` makes",
        "scripted, norm.scale, 'holds no weights under `norm.scale`, but under `conv.`, `norm.`, `blocks.`, `again.`, `head.`'",
    })
    void refusesAKeyThatNothingIsUnder(String name, String key, String message) {
        MemoryBlob blob = MemoryBlob.of(name + ".pt");

        assertThatThrownBy(() -> TorchCheckpoint.open(blob, Limits.DEFAULT, key))
                .hasMessageContaining(message);
        assertThat(blob.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"complex, wave, C64, 0000803f000000000000803f00000000", "float8, f8, F8_E4M3, 3838"})
    void readsConstantsThatAreNeverAveraged(String file, String name, DType dtype, String ones) {
        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(MemoryBlob.of(file + ".pt"), Limits.DEFAULT)) {
            TensorInfo tensor = new TensorInfo(name, dtype, List.of(2L));
            ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes());
            checkpoint.read(tensor, 0, bytes);

            assertThat(checkpoint.tensors()).contains(tensor);
            assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(ones);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "quantised, tensor `q` is a tensor made by torch._utils._rebuild_qtensor",
        "sparse, tensor `s` is a tensor made by torch._utils._rebuild_sparse_tensor",
        "ambiguous, 'holds no state dict, only `encoder`, `decoder`'",
        "whole_module, 'it is what `torch.nn.modules.container.Sequential` makes, and nothing that a pickle names is ever'",
        "module_inside, '`model` is what `torch.nn.modules.linear.Linear` makes'",
        "made, 'tensor `w` is what `mylib.quant.rebuild` makes, and nothing that a pickle names is ever run. Load it where'",
        "subclass, tensor `w` is a tensor of class mylib.quant.Scaled",
    })
    void refusesByNameWhatItCannotRead(String name, String message) {
        MemoryBlob blob = MemoryBlob.of(name + ".pt");

        assertThatThrownBy(() -> TorchCheckpoint.open(blob, Limits.DEFAULT))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CorruptModel))
                .hasMessageStartingWith("file:///models/m.pt: ")
                .hasMessageContaining(message);
        assertThat(blob.closed).isTrue();
    }
}
