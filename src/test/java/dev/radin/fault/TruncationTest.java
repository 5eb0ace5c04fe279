package dev.radin.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TruncationTest {

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(Truncation.toCharacters("soup", 4)).isEqualTo("soup");
        assertThat(Truncation.toBytes("süß", 5)).isEqualTo("süß");
    }

    @Test
    void whatDoesNotFitEndsInAnEllipsis() {
        assertThat(Truncation.toCharacters("soups", 4)).isEqualTo("sou…");
        assertThat(Truncation.toBytes("soups of models", 7)).isEqualTo("soup…");
    }

    /** Half of one would be no text for an API server. */
    @Property
    void noCharacterIsEverCutInTwo(@ForAll("texts") String text, @ForAll @IntRange(min = 3, max = 40) int most) {
        String characters = Truncation.toCharacters(text, most);
        String bytes = Truncation.toBytes(text, most);

        assertThat(characters.length()).isLessThanOrEqualTo(most);
        assertThat(bytes.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(most);
        assertThat(characters).isEqualTo(throughUtf8(characters));
        assertThat(bytes).isEqualTo(throughUtf8(bytes));
        assertThat(text).startsWith(bytes.replaceFirst("…$", ""));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "é", "模", "𝛼").list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    private static String throughUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
