package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.radin.fault.RadinException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As much that is wrong as a resource has room for. Each of these took minutes while the work grew with the square of the
 * entries; it is a second or two, so the time limit is reached by nothing else.
 */
class ManyProblemsTest {

    private static final Duration FAR_TOO_LONG = Duration.ofMinutes(1);
    private static final String HEAD =
            "apiVersion: radin.dev/v1alpha1\nkind: SoupSelection\nmetadata: {name: letters}\nspec:\n";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown fields of models, 45000, '  models:', '  - {name: A, x: 1}'",
        "unknown fields, 70000, '', '  b%d: 1'",
        "names that stand twice, 45000, '  models:', '  - {name: A, uri: b}'",
        "bad URIs, 38000, '  models:', '  - {uri: \"file:///%%\"}'",
        "unknown models, 12000, '  models: [{name: aaaaaaaaaaaa}]\n  strategy:\n    type: Listed\n    listed:\n      mixtures:',"
                + " '      - {name: m%d, members: [{model: a%d}, {model: b}]}'",
        "fields of passes, 45000, '  workers:\n    passes:', '      l%d: [1]'"
    })
    void areReportedInTimeAndTheFirstOnesShown(String what, int entries, String above, String entry) {
        String text = IntStream.range(0, entries)
                .mapToObj(i -> entry.formatted(i, i))
                .collect(Collectors.joining("\n", HEAD + above.replace("\\n", "\n") + "\n", "\n"));

        String message = refused(text);

        assertThat(message.lines()).hasSize(52).allMatch(line -> line.length() < 600);
        assertThat(message.lines().skip(51)).singleElement().asString().matches("  and [0-9,]+ more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "a b"})
    void aKeyMayHaveManyDots(String value) {
        String key = "a.".repeat(400_000);

        assertThat(refused(HEAD + "  workers:\n    template:\n      ? " + key + "\n      : " + value + "\n"))
                .contains("spec.workers.template.a.a.");
    }

    @ParameterizedTest
    @CsvSource({"Validation, Test", "Test, Validation"})
    void datasetsAreComparedInTime(String one, String other) {
        String message = refused(HEAD + "  datasets:\n" + datasets("a", one) + datasets("b", other));

        assertThat(message).contains("and ").contains(" more");
    }

    /** All at one place. */
    private static String datasets(String prefix, String role) {
        return IntStream.range(0, 12_000)
                .mapToObj(i -> "  - {name: " + prefix + i + ", role: " + role + ", uri: b}\n")
                .collect(Collectors.joining());
    }

    private static String refused(String text) {
        return assertTimeoutPreemptively(FAR_TOO_LONG, () -> catchThrowableOfType(
                        RadinException.class, () -> ResourceReader.read(text, "soup.yaml", selection -> selection))
                .getMessage());
    }
}
