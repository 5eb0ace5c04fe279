package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.fault.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of every field that takes one of some words, each word is the one that is meant by it in another letter case, or misspelt. */
class WordsTest {

    static Stream<Arguments> words() {
        return SchemaFields.of("spec").stream()
                .filter(field -> field.schema().has("enum"))
                .flatMap(field -> {
                    List<String> words = new ArrayList<>();
                    for (JsonNode word : field.schema().get("enum")) {
                        words.add(word.asText());
                    }
                    return words.stream().map(word -> Arguments.of(field.path(), word, words));
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("words")
    void isMeantByTheSameLettersInAnotherCase(String field, String word, List<String> words) {
        assertThat(Suggestion.to(word.toLowerCase(Locale.ROOT), words)).hasValue(word);
        assertThat(Suggestion.to(word.toUpperCase(Locale.ROOT), words)).hasValue(word);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("words")
    void isMeantWithALetterTooMany(String field, String word, List<String> words) {
        assertThat(Suggestion.to(word + "x", words)).hasValue(word);
    }
}
