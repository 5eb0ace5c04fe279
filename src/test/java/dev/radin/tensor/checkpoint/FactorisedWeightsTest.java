package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorisedWeightsTest {

    private static final List<String> FILE = List.of("model.safetensors");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base_model.model.fc1.lora_A.weight",
                "base_model.model.fc1.lora_B.default.weight",
                "embed.lora_embedding_A",
                "fc.lora_magnitude_vector.weight",
                "lora_unet_mid_block_attn.lora_down.weight",
                "attn.to_q_lora.up.weight",
                "layers.0.q.lora_a.weight",
                "fc.hada_w1_a",
                "fc.lokr_w2"
            })
    void factorsOfAdaptersAreKnownByTheirNames(String name) {
        assertThat(FactorisedWeights.describe(FILE, tensors(name, "head.bias")))
                .get()
                .asString()
                .contains(name)
                .contains("the mean of factors is not the mean of their products")
                .contains("merge_and_unload");
    }

    @Test
    void anAdaptersFileIsOneWhateverItsTensorsAreCalled() {
        assertThat(FactorisedWeights.describe(List.of("adapter_model.safetensors"), tensors("prompt_embeddings")))
                .isPresent();
    }

    @Test
    void reparametrisedWeightsAreRefusedWithTheirRemedy() {
        assertThat(describe("conv.parametrizations.weight.original0", "conv.parametrizations.weight.original1"))
                .contains("remove_parametrizations");
        assertThat(describe("conv.parametrizations.weight.original", "conv.parametrizations.weight.0._u"))
                .contains("remove_parametrizations");
        assertThat(FactorisedWeights.describe(FILE, List.of(f32("conv.weight_g", 8, 1), f32("conv.weight_v", 8, 4))))
                .get()
                .asString()
                .contains("remove_weight_norm");
        assertThat(describe("conv.weight_orig", "conv.weight_u", "conv.weight_v"))
                .contains("remove_spectral_norm");
        assertThat(describe("conv.weight_orig", "conv.weight_mask")).contains("prune.remove");
    }

    @Test
    void ordinaryWeightsAreNoFactors() {
        assertThat(FactorisedWeights.describe(
                        FILE,
                        List.of(
                                f32("conv.weight", 8, 4),
                                f32("gate.W_g", 8, 8),
                                f32("gate.W_v", 8, 8),
                                f32("flora.a", 1),
                                f32("explorer_a.weight", 2),
                                f32("parametrizations.weight.original", 2))))
                .isEmpty();
    }

    private static String describe(String... names) {
        return FactorisedWeights.describe(FILE, tensors(names)).orElseThrow();
    }

    private static List<TensorInfo> tensors(String... names) {
        return Stream.of(names).map(name -> f32(name, 4, 4)).toList();
    }

    private static TensorInfo f32(String name, long... shape) {
        return new TensorInfo(name, DType.F32, Arrays.stream(shape).boxed().toList());
    }
}
