package dev.radin.tensor.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The head of a language model whose weights are those of its embedding, as transformers writes them: once. An update in them
 * changes both; peft, which keeps the update beside the embedding, changes the embedding alone.
 */
public final class TiedHead {

    private static final Pattern HAS_HEAD = Pattern.compile("CausalLM|LMHead|MaskedLM|ConditionalGeneration");

    private TiedHead() {}

    /**
     * The embedding that a head is tied to.
     *
     * @param config of transformers, that lies beside the base
     * @return its name in the base; empty where the head has weights of its own, or there is none
     */
    public static Optional<String> in(Checkpoint base, JsonNode config) {
        boolean head = config.path("architectures").valueStream().anyMatch(name -> HAS_HEAD.matcher(name.asText())
                .find());
        if (!head || !config.path("tie_word_embeddings").asBoolean(true)) {
            return Optional.empty();
        }
        long words = config.path("vocab_size").asLong(-1);
        List<String> tables = base.tensors().stream()
                .filter(tensor -> tensor.shape().size() == 2 && tensor.shape().get(0) == words)
                .map(TensorInfo::name)
                .toList();
        return tables.size() == 1 ? Optional.of(tables.get(0)) : Optional.empty();
    }

    /** Whether an adapter changes a weight of its base, by a product or as a whole. */
    public static boolean isChanged(Adapter adapter, String weight) {
        return Stream.concat(
                        adapter.moduleNames().stream().map(module -> module + ".weight"),
                        adapter.whole().stream().map(Adapter::nameInBase))
                .anyMatch(name -> name.equals(weight) || name.endsWith("." + weight));
    }
}
