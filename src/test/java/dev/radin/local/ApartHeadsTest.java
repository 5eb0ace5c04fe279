package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Report;
import dev.radin.protocol.Selection.StrategyChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks of one body whose heads began apart, and others whose heads began as one (dev/fixtures/apart.py). */
class ApartHeadsTest {

    private static final Path FIXTURE = Path.of("src/test/resources/apart").toAbsolutePath();
    private static final String FOUND =
            "head.0.weight, head.0.bias, head.2.weight and 1 more differ 4.0 times as much between models as their other"
                    + " weights, relative to their size";

    @TempDir
    Path output;

    @Test
    void whenSoupsFailTheTensorsThatAreApartAreNamed() {
        Quickstart.Run run = selection("apart").run();

        Report report = run.report();
        assertThat(report.choice().models()).hasSize(1);
        assertThat(report.notes())
                .filteredOn(note -> note.contains("head.0.weight"))
                .singleElement()
                .asString()
                .startsWith(FOUND + " and are as good as unrelated, as if each model had begun with those of its own");
        assertThat(report.choice().verdict()).endsWith("; " + FOUND);
        assertThat(run.published().verdict()).isEqualTo(report.choice().verdict());
    }

    /** No ranking comes after them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void soupsOfTheLastRoundAreSaidToBeWorseThanTheirMembersToo(int budget) {
        Quickstart selection = selection("apart");
        selection.budget = budget;

        Report report = selection.run().report();

        assertThat(report.notes())
                .filteredOn(note -> note.contains(" is worse than its members (negative log-likelihood "))
                .hasSameSizeAs(report.evaluations())
                .doesNotHaveDuplicates()
                .allMatch(note -> note.endsWith(": not all of their weights can be averaged with each other"));
    }

    @Test
    void headsThatBeganAsOneAreNot() {
        Report report = selection("alike").run().report();

        assertThat(report.notes()).noneMatch(note -> note.contains("head") || note.contains("worse than its members"));
        assertThat(report.choice().verdict()).doesNotContain("head");
    }

    private Quickstart selection(String kind) {
        Quickstart quickstart = new Quickstart(output);
        quickstart.architecture = FIXTURE.resolve("architecture.pt");
        quickstart.models = IntStream.range(0, 5)
                .mapToObj(i -> Quickstart.model(FIXTURE.resolve(kind + i + ".safetensors")))
                .toList();
        quickstart.validation = List.of(Quickstart.dataset("val", FIXTURE.resolve("val.safetensors")));
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Auto);
        return quickstart;
    }
}
