package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong in a resource, and the lines they must read then. */
class WrongResourcesTest {

    @Test
    void theBaseOfAllCasesIsValid() {
        assertThat(problems(Wrong.VALID)).isEmpty();
    }

    static Stream<Wrong> wrong() {
        return Wrong.all();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isToldInOneLine(Wrong wrong) {
        assertThat(problems(wrong.resource())).singleElement().asString().startsWith(wrong.line());
    }

    @Test
    void everythingIsToldAtOnce() {
        ObjectNode tree = Wrong.tree();
        tree.withObject("/metadata").put("name", "X");
        tree.withObject("/spec").put("bugdet", 3).remove("output");
        tree.withObject("/spec/metric").put("type", "F1");
        tree.withObject("/spec/evaluator/torchScript").put("uri", "architecture.pt");

        assertThat(problems(tree.toString()))
                .containsExactlyInAnyOrder(
                        "metadata.name: \"X\" must be 1 to 40 lower-case letters, digits and dashes, with no dash at either"
                                + " end",
                        "spec.bugdet: unknown field; did you mean spec.budget?",
                        "spec.metric.type: \"F1\" is not one of Accuracy, TopKAccuracy, NegativeLogLikelihood, MacroF1",
                        "spec.evaluator.torchScript.uri: \"architecture.pt\" should be file:///folder/file, pvc://claim/folder/file,"
                                + " hf://owner/name or https://host/folder/file, with other characters (?, # and spaces too) as %XX, or"
                                + " s3://bucket/key",
                        "spec.output: is missing; for example output: {uri: file:///folder/soup}");
    }

    @Test
    void anOptionThatTheStoreOfAUriDoesNotTakeIsNamed() {
        ObjectNode tree = Wrong.tree();
        tree.withObject("/spec/evaluator/torchScript").put("uri", "gs://b/a.pt?region=x");

        assertThat(problems(tree.toString()))
                .containsExactly(
                        "spec.evaluator.torchScript.uri: gs://b/a.pt?region=x: \"region\" is no option of gs://,"
                                + " which takes endpoint; end the URI with a ? where this belongs to the key");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadAtAllIsToldInOneLine(String yaml, String expected) {
        RadinException fault = catchThrowableOfType(RadinException.class, () -> read(yaml));

        assertThat(fault.reason()).isEqualTo(Reason.InvalidSpec);
        assertThat(fault).hasMessageStartingWith("soup.yaml: " + expected);
        assertThat(fault.getMessage().lines()).hasSize(1);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("", "holds no resource"),
                Arguments.of("# nothing\n", "holds no resource"),
                Arguments.of("- a\n- b\n", "is no resource: it should start with apiVersion: and kind:"),
                Arguments.of("a: 1\n---\nb: 2\n", "holds 2 documents; put each into a file of its own"),
                Arguments.of(
                        "x: 1\na: {b: 1\n",
                        "line 3, column 1: a comma is missing before this, or the } that closes the { of line 2"),
                Arguments.of(
                        "a: [{b: 1}\n{c: 2}]\n", "line 2, column 1: a comma is missing before this, or the ] that"),
                Arguments.of(
                        "x: 1\na: \"b\nc: 2\n", "line 4, column 1: the quote that is opened in line 2 is not closed"),
                Arguments.of("a: [\n", "line 2, column 1: it ends where a value should be: a bracket is not closed"),
                Arguments.of("a: %b\n", "line 1, column 4: text that begins with % has to be in quotes"),
                Arguments.of("a:\n\tb: 1\n", "line 2, column 1: a tab is no indentation in YAML; use spaces"),
                Arguments.of("a:\n  b: 1\n c: 2\n", "line 3, column 2: the indentation fits none of the lines above"),
                Arguments.of("a: 1\n  b: 2\n", "line 2, column 4: a second field on one line, or one indented more"),
                Arguments.of("a: b: 2\n", "line 1, column 5: a second field on one line"),
                Arguments.of("a: 1\na: 2\n", "line 2, column 1: a is there twice; keep one of them"),
                Arguments.of("a: !!java.net.URL [\"http://x\"]\n", "line 1, column 4: "),
                Arguments.of("a: &x [1]\nb: *x\n", "repeats a list or mapping by an alias (*); write it out"),
                Arguments.of("a: &x {b: *x}\n", "repeats a list or mapping by an alias (*); write it out"),
                Arguments.of("a: " + "[".repeat(2000), "is no YAML that can be read: "),
                Arguments.of("a: " + "x".repeat(1 << 20), "more than a million characters"));
    }

    private static List<String> problems(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (RadinException e) {
            return e.getMessage().lines().skip(1).map(String::strip).toList();
        }
    }

    private static SoupSelection read(String yaml) {
        return ResourceReader.read(yaml, "soup.yaml", selection -> selection);
    }
}
