package dev.radin.tensor.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.TestTensors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations and factors that no adapter of peft has. */
class HostileAdapterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "[1, 2]|it is not a JSON object",
                "{\"peft_type\": \"LORA\"|it is not valid JSON",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"r\": 4}|it is not valid JSON: Duplicate field 'r'",
                "{\"peft_type\": \"LORA\"} {}|it is not valid JSON",
                "{\"peft_type\": \"LORA\", \"r\": \"two\"}|\"r\" is no number",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"lora_alpha\": 1e999}|\"lora_alpha\" is no number",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"alpha_pattern\": [1]}|\"alpha_pattern\" is no object",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"alpha_pattern\": {\"(\": 1}}|which is no regular expression that radin reads",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"rank_pattern\": {\"layer\": 3}}|have rank 2, but adapter_config.json says 3",
            })
    void whatIsNoConfigurationIsSaid(String config, String message) {
        assertThatThrownBy(() -> open(config, adapter()))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("file:///adapter/adapter_")
                .hasMessageContaining(message)
                .extracting(e -> ((RadinException) e).reason())
                .isEqualTo(Reason.CorruptModel);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{}|is an adapter of type unknown, not LORA",
                "{\"peft_type\": \"IA3\"}|is an adapter of type IA3, not LORA",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"use_dora\": true}|is trained with DoRA",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"loftq_config\": {\"loftq_bits\": 4}}|with LoftQ, on a quantised base",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"layer_replication\": [[0, 4]]}|repeats layers of its base",
                "{\"peft_type\": \"LORA\", \"r\": 2, \"use_newest\": true}|sets use_newest, which radin does not know",
            })
    void otherKindsOfAdaptersAreRefusedByName(String config, String message) {
        assertThatThrownBy(() -> open(config, adapter()))
                .hasMessageContaining(message)
                .hasMessageContaining("merge it into its base first")
                .extracting(e -> ((RadinException) e).reason())
                .isEqualTo(Reason.IncompatibleModels);
    }

    /** The classic of catastrophic backtracking: with java.util.regex it would take until the sun is cold. */
    @Test
    void aPatternTakesTimeInProportionToTheName() {
        String name = "a".repeat(5000) + "!";
        String config =
                "{\"peft_type\": \"LORA\", \"r\": 2, \"lora_alpha\": 6, \"alpha_pattern\": {\"(a+)+\": 1, \"((a*)*)*b\": 1}}";

        Adapter adapter = open(config, factors(name, 2, 2));

        assertThat(adapter.modules().get(name).scaling()).isEqualTo(3);
    }

    /** A thousand characters may stand for a program of gigabytes. */
    @Test
    void patternsThatGrowAreRefused() {
        String config = "{\"peft_type\": \"LORA\", \"r\": 2, \"rank_pattern\": {\"%s\": 2}}";

        assertThatThrownBy(() -> open(String.format(config, "((a{1000}){1000}){1000}"), adapter()))
                .hasMessageContaining("counted repetitions");
        assertThatThrownBy(() -> open(String.format(config, "(".repeat(5_000)), adapter()))
                .hasMessageContaining("expressions of more than 1000 characters");
        StringBuilder many = new StringBuilder();
        for (int k = 0; k < 3500; k++) {
            many.append(k == 0 ? "" : "\": 2, \"").append(k).append("x".repeat(900));
        }
        assertThatThrownBy(() -> open(String.format(config, many), factors("a".repeat(5000), 2, 2)))
                .hasMessageContaining("rank_pattern and alpha_pattern are too long for its 1 modules");
    }

    @Test
    void factorsThatAreNoProductAreRefused() {
        String config = "{\"peft_type\": \"LORA\", \"r\": 2}";

        assertThatThrownBy(() -> open(config, factors("layer", 2, 3)))
                .hasMessageContaining("which are no product of two matrices");
        assertThatThrownBy(() -> open(
                        config,
                        new TestTensors().with("layer.lora_A.weight", DType.F32, List.of(2L, 4L), new byte[32])))
                .hasMessageContaining("of layer it does not hold exactly lora_A and lora_B");
        assertThatThrownBy(() -> open(
                        config,
                        factors("layer", 2, 2)
                                .with("layer.lora_magnitude_vector", DType.F32, List.of(3L), new byte[12])))
                .hasMessageContaining("holds layer.lora_magnitude_vector, which is no factor of plain LoRA");
        assertThatThrownBy(() -> open(config, new TestTensors().f32("layer.weight", 1, 2)))
                .hasMessageContaining("it holds no factors of LoRA");
        assertThatThrownBy(() ->
                        open(config, factors("layer", 2, 2).with("head", DType.F8_E4M3, List.of(2L), new byte[2])))
                .hasMessageContaining("head is F8_E4M3 [2], which is quantised");
    }

    @Test
    void aConfigurationOfMegabytesIsNotRead() {
        String config = "{\"peft_type\": \"LORA\", \"note\": \"" + "x".repeat(5 << 20) + "\"}";

        assertThatThrownBy(() -> open(config, adapter())).hasMessageContaining("which no configuration needs");
    }

    private static TestTensors adapter() {
        return factors("layer", 2, 2);
    }

    private static TestTensors factors(String module, int rankOfA, int rankOfB) {
        return new TestTensors()
                .with(module + ".lora_A.weight", DType.F32, List.of((long) rankOfA, 4L), new byte[16 * rankOfA])
                .with(module + ".lora_B.weight", DType.F32, List.of(3L, (long) rankOfB), new byte[12 * rankOfB]);
    }

    private static Adapter open(String config, TestTensors tensors) {
        InMemoryStore store = new InMemoryStore()
                .with("file:///adapter/adapter_config.json", config.getBytes(StandardCharsets.UTF_8))
                .with("file:///adapter/adapter_model.safetensors", tensors.bytes());
        return Adapter.of(store, AdapterFiles.open(store, "file:///adapter/"));
    }
}
