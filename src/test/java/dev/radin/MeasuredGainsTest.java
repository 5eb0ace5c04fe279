package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasuredGainsTest {

    /** Errors are over pools: of differences of 1.5 and 0.5, 0.5. */
    @Test
    void meansAreOverThePoolsOfAGroup() {
        MeasuredGains measured = measured(Stream.of(
                drawings("words", "Auto", 5, 0.01, 0.03, 0.01, 0.03),
                drawings("words", "Greedy", 5, 0, 0.01, 0, 0.01),
                drawings("digits", "Auto", 5, 0, 0, 0, 0),
                drawings("digits", "Greedy", 5, -0.005, -0.005, -0.005, -0.005),
                drawings("land", "Auto", 5, 0, 0, 0, -0.02)));

        assertThat(measured.byBudget("Accuracy"))
                .isEqualTo(
                        """
                | pools |  | B = 5 |
                | --- | --- | --- |
                | 1 later | `Auto` | −0.50 [0/0/1, −2.00] |
                | 1 later | `Greedy` | – |
                | 1 later | `Auto` less `Greedy` | – |
                | 2 first | `Auto` | +1.00 [1/1/0, 0.00] |
                | 2 first | `Greedy` | 0.00 [1/0/1, −0.50] |
                | 2 first | `Auto` less `Greedy` | +1.00 ± 0.50 [2/0/0, +0.50] |
                | 3 all | `Auto` | +0.50 [1/1/1, −2.00] |
                | 3 all | `Greedy` | 0.00 [1/0/1, −0.50] of 2 pools |
                | 3 all | `Auto` less `Greedy` | +1.00 ± 0.50 [2/0/0, +0.50] of 2 pools |
                """);
        assertThat(measured.byPool("Accuracy"))
                .isEqualTo(
                        """
                | B = 5 |  | `Auto` | `Greedy` | `Auto` less `Greedy` |
                | --- | --- | --- | --- | --- |
                | land | later | −0.50 | – | – |
                | **mean** | 1 later | −0.50 | – | – |
                | digits | first | 0.00 | −0.50 | +0.50 |
                | words | first | +2.00 | +0.50 | +1.50 |
                | **mean** | 2 first | +1.00 | 0.00 | +1.00 |
                | **mean** | 3 all | +0.50 | 0.00 | +1.00 |
                """);
    }

    @Test
    void aPoolCountsOnceAllDrawingsAreMeasured() {
        MeasuredGains measured = measured(
                Stream.of(drawings("words", "Auto", 1, 0.01, 0.01, 0.01), drawings("shift", "Auto", 1, 0, 0, 0, 0)));

        assertThat(measured.byBudget("Accuracy")).contains("| 2 first | `Auto` | 0.00 [0/1/0, 0.00] of 1 pools |");
    }

    private static MeasuredGains measured(Stream<List<String>> lines) {
        return new MeasuredGains(lines.flatMap(List::stream).toList());
    }

    private static List<String> drawings(String pool, String method, int budget, double... gains) {
        return IntStream.range(0, gains.length)
                .mapToObj(
                        k -> String.join(";", pool, "" + k, "Accuracy", method, "" + budget, Double.toString(gains[k])))
                .toList();
    }
}
