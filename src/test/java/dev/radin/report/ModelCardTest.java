package dev.radin.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Soup;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.checkpoint.CompanionFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the hub reads of a card, and what it says of its members. */
class ModelCardTest {

    private static final String DIGEST = "sha256:" + "0".repeat(64);
    private static final Soup.Base BASE = new Soup.Base("file:///base", DIGEST);

    @Test
    void aSoupOfModelsOnTheHubIsAMergeOfThem() {
        String card = card(soup(null, member("a"), member("b")), List.of("team/a", "team/b"), List.of("google/tiny"));

        assertThat(card)
                .startsWith("---\nlibrary_name: pytorch\nbase_model:\n- team/a\n- team/b\nbase_model_relation: merge\n"
                        + "tags:\n- merge\n- model-soup\n---\n")
                .contains("The weights of 2 fine-tuned models, averaged");
    }

    @Test
    void ofOtherModelsItIsKnownWhatTheyWereTrainedFrom() {
        assertThat(card(soup(null, member("a"), member("b")), List.of(), List.of("google/tiny")))
                .startsWith("---\nlibrary_name: pytorch\nbase_model:\n- google/tiny\ntags:\n- merge\n");
        assertThat(card(soup(null, member("a")), List.of(), List.of()))
                .startsWith("---\nlibrary_name: pytorch\ntags:\n- model-soup\n---\n\n# A single model, kept\n");
    }

    @Test
    void theBaseIsNoModelThatWasChosenAmong() {
        assertThat(card(soup(null, member("a"), member("(base)")), List.of(), List.of()))
                .contains("The weights of 1 fine-tuned model and of the base that they started from, averaged")
                .contains("| (base) | 0.500000 |");
    }

    /** Wherever its members come from: peft and the hub load it on its base. */
    @Test
    void anAdapterIsOneOfItsBase() {
        Soup.Adapter cut = new Soup.Adapter(List.of(4, 16), 0.0321);
        Soup.Adapter exact = new Soup.Adapter(List.of(12), 0);

        assertThat(card(soup(cut, adapter("a"), adapter("b")), List.of("team/a", "team/b"), List.of("google/tiny")))
                .startsWith("---\nlibrary_name: peft\nbase_model:\n- google/tiny\nbase_model_relation: adapter\n"
                        + "tags:\n- lora\n- merge\n- model-soup\n---\n")
                .contains("The updates of 2 LoRA adapters, averaged")
                .contains("A LoRA adapter, of rank 4, 16, 3.21 % away from the mean of the members' updates");
        assertThat(card(soup(exact, adapter("a"), member("(base)")), List.of(), List.of()))
                .startsWith("---\nlibrary_name: peft\ntags:\n- lora\n- merge\n")
                .contains("The updates of 1 LoRA adapter, averaged")
                .contains("of rank 12, the exact mean of the members' updates");
        assertThat(card(soup(exact, adapter("a")), List.of(), List.of())).contains("of rank 12, as it is");
    }

    private static String card(Soup soup, List<String> onHub, List<String> origins) {
        CompanionFiles none = new CompanionFiles(new InMemoryStore(), Map.of(), Optional.empty());
        return ModelCard.write(soup, "model.safetensors", new SoupCompanions(null, none, List.of(), onHub, origins));
    }

    private static Soup soup(Soup.Adapter adapter, Soup.Member... members) {
        List<Soup.Member> shares = Stream.of(members)
                .map(m -> new Soup.Member(m.name(), m.uri(), m.digest(), null, 1.0 / members.length, m.base()))
                .toList();
        return new Soup(
                shares,
                null,
                null,
                Map.of(),
                "Accuracy",
                0.8,
                List.of(new DatasetScore("val", 0.8, null, 100)),
                List.of(),
                Map.of(),
                null,
                adapter);
    }

    private static Soup.Member member(String name) {
        return new Soup.Member(name, "file:///" + name, DIGEST, null, 1, null);
    }

    private static Soup.Member adapter(String name) {
        return new Soup.Member(name, "file:///" + name, DIGEST, null, 1, BASE);
    }
}
