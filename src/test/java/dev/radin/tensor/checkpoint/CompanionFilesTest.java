package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.location.Location;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanionFilesTest {

    private static final String BERT =
            "{\"model_type\": \"bert\", \"dtype\": \"float32\", \"layer_norm_eps\": 1e-12, \"_name_or_path\": \"google/bert\"}";

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void whatAModelNeedsIsTakenAndNothingElse() {
        with("a", "config.json", BERT);
        for (String name : List.of(
                "generation_config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "special_tokens_map.json",
                "vocab.txt",
                "merges.txt",
                "spiece.model",
                "source.spm",
                "chat_template.jinja",
                "preprocessor_config.json")) {
            with("a", name, name);
        }
        for (String name : List.of(
                "README.md",
                "trainer_state.json",
                "training_args.bin",
                "model.safetensors",
                "modeling_bert.py",
                "optimizer.pt",
                "model.safetensors.index.json",
                "adapter_config.json",
                "all_results.json")) {
            with("a", name, name);
        }

        CompanionFiles companions = beside("a");

        assertThat(companions.files().keySet())
                .containsExactly(
                        "chat_template.jinja",
                        "config.json",
                        "generation_config.json",
                        "merges.txt",
                        "preprocessor_config.json",
                        "source.spm",
                        "special_tokens_map.json",
                        "spiece.model",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "vocab.txt");
        companions.copy(weights(DType.F32), name -> store.create(Location.of("file:///soup/" + name)));
        companions.files().keySet().forEach(name -> assertThat(store.content("file:///soup/" + name))
                .isEqualTo(store.content("file:///a/" + name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"steps\": 3}", "not json", "[1]", "{\"model_type\": \"bert\"", ""})
    void aConfigurationOfSomethingElseBringsNothing(String config) {
        with("a", "config.json", config);
        with("a", "tokenizer.json", "{}");

        assertThat(beside("a").isEmpty()).isTrue();
        assertThat(beside("nowhere").isEmpty()).isTrue();
    }

    /** transformers loads weights in the dtype of the configuration, whatever theirs is. */
    @Test
    void theConfigurationSaysTheDtypeOfTheWeights() throws IOException {
        with("a", "config.json", BERT.replace("}", ", \"text_config\": {\"torch_dtype\": \"float32\", \"size\": 3}}"));

        beside("a").copy(weights(DType.BF16, DType.I64), name -> store.create(Location.of("file:///soup/" + name)));
        beside("a").copy(weights(DType.BF16, DType.F32), name -> store.create(Location.of("file:///mixed/" + name)));

        JsonNode written = new ObjectMapper().readTree(store.content("file:///soup/config.json"));
        assertThat(written.get("dtype").asText()).isEqualTo("bfloat16");
        assertThat(written.get("text_config").get("torch_dtype").asText()).isEqualTo("bfloat16");
        assertThat(written.get("layer_norm_eps").asDouble()).isEqualTo(1e-12);
        assertThat(store.content("file:///mixed/config.json")).isEqualTo(store.content("file:///a/config.json"));
    }

    @Test
    void differencesAreOfWhatMatters() {
        with("a", "config.json", BERT);
        with("a", "tokenizer.json", "{\"words\": 1}");
        with(
                "b",
                "config.json",
                "{\"_name_or_path\":\"runs/7\",\"layer_norm_eps\":1e-12,\"model_type\":\"bert\",\"dtype\":\"float16\"}");
        with("b", "tokenizer.json", "{\"words\": 2}");
        with("b", "vocab.txt", "word");

        assertThat(beside("a").differences(beside("b"))).containsExactly("tokenizer.json", "vocab.txt");
        assertThat(beside("a").differences(beside("a"))).isEmpty();
    }

    @Test
    void identityIsOfWhatMattersAndThatOfCopiesToo() {
        with("a", "config.json", BERT.replace("}", ", \"text_config\": {\"torch_dtype\": \"float32\", \"size\": 3}}"));
        with("a", "vocab.txt", "word");
        with(
                "b",
                "config.json",
                "{\"text_config\":{\"size\":3},\"layer_norm_eps\":1E-12,\"model_type\":\"bert\",\"dtype\":\"float16\"}");
        with("b", "vocab.txt", "word");
        with("c", "config.json", BERT.replace("}", ", \"text_config\": {\"size\": 4}}"));
        with("c", "vocab.txt", "word");

        beside("a").copy(weights(DType.BF16), name -> store.create(Location.of("file:///soup/" + name)));

        assertThat(beside("b").identity()).isEqualTo(beside("a").identity());
        assertThat(beside("soup").identity()).isEqualTo(beside("a").identity());
        assertThat(beside("c").identity()).isNotEqualTo(beside("a").identity());
        with("b", "vocab.txt", "words");
        assertThat(beside("b").identity()).isNotEqualTo(beside("a").identity());
    }

    @Test
    void originIsANameOnTheHubOnly() {
        with("a", "config.json", BERT);
        with("b", "config.json", BERT.replace("google/bert", "/home/me/bert"));
        with("c", "config.json", BERT.replace("google/bert", "x/y\\nlicense: mit"));

        assertThat(beside("a").origin()).contains("google/bert");
        assertThat(beside("b").origin()).isEmpty();
        assertThat(beside("c").origin()).isEmpty();
    }

    private void with(String folder, String name, String content) {
        store.with("file:///" + folder + "/" + name, content.getBytes(StandardCharsets.UTF_8));
    }

    private CompanionFiles beside(String folder) {
        return CompanionFiles.beside(store, Location.of("file:///" + folder + "/model.safetensors"));
    }

    private static List<TensorInfo> weights(DType... dtypes) {
        return Arrays.stream(dtypes)
                .map(dtype -> new TensorInfo(dtype.name(), dtype, List.of(1L)))
                .toList();
    }
}
