package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.radin.location.Location;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's weights on their way from the resource to ranking.json, to report.json and to the table's mark. */
class ListedWeightsTest {

    /** Of many such lists a sum of one is missed by the last bit, and dividing by it again would change that bit. */
    private static final List<List<Double>> WEIGHTS =
            List.of(List.of(0.6, 0.2), List.of(0.3, 0.7), List.of(1.0, 3.0), List.of(0.7, 0.1), List.of(5.0, 1.0));

    @TempDir
    Path output;

    @Test
    void areTheSameToTheLastBitEverywhereAndMarkTheChosenSoup() throws IOException {
        Quickstart quickstart = new Quickstart(output);
        quickstart.models = quickstart.models.subList(3, 7);
        quickstart.budget = 2 * WEIGHTS.size();
        quickstart.strategy = new StrategyChoice(StrategyChoice.Type.Listed, 50, 0, listed(quickstart));

        Report report = quickstart.run().report();

        assertThat(report.choice().weights())
                .as("a soup of unequal weights is chosen")
                .isNotNull();
        assertThat(report.evaluations())
                .extracting(Report.Evaluation::models, Report.Evaluation::weights)
                .containsExactlyElementsOf(ranking().proposals().stream()
                        .map(p -> tuple(p.candidate().models(), p.candidate().weights()))
                        .toList())
                .contains(tuple(report.choice().models(), report.choice().weights()));
        assertThat(ResultTable.render(report, Location.of("file:///report.html"), new Cost(0, 0, 0), 80)
                        .lines())
                .filteredOn(line -> line.startsWith("* ") && !line.contains("scores"))
                .singleElement()
                .asString()
                .contains(chosenName(report));
    }

    private static List<StrategyChoice.Listed> listed(Quickstart quickstart) {
        List<String> names = quickstart.models.stream().map(m -> m.name()).toList();
        return WEIGHTS.stream()
                .flatMap(weights -> IntStream.of(0, 2)
                        .mapToObj(k -> new StrategyChoice.Listed(
                                "mixture-" + WEIGHTS.indexOf(weights) + "-" + k, names.subList(k, k + 2), weights)))
                .toList();
    }

    /** As the resource calls the mixture that was chosen. */
    private static String chosenName(Report report) {
        String first = report.evaluations().stream()
                .filter(e -> e.models().equals(report.choice().models())
                        && report.choice().weights().equals(e.weights()))
                .map(Report.Evaluation::name)
                .findFirst()
                .orElseThrow();
        assertThat(first).matches("mixture-[0-9]-[02]");
        return first;
    }

    private Ranking ranking() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return Quickstart.read(
                    Quickstart.uri(files.filter(f -> f.endsWith("ranking.json")
                                    && f.getParent().getFileName().toString().startsWith(Stage.rank + "-"))
                            .max(Comparator.comparing(ListedWeightsTest::proposals))
                            .orElseThrow()),
                    Ranking.class);
        }
    }

    private static int proposals(Path ranking) {
        return Quickstart.read(Quickstart.uri(ranking), Ranking.class)
                .proposals()
                .size();
    }
}
