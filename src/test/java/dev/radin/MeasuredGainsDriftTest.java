package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on the method has the tables of what was measured, and leaves none out. */
class MeasuredGainsDriftTest {

    private static final Path PAGE = Path.of("docs/method.md");
    private static final Path RESULTS = Path.of("dev/bench/choose/results.csv");
    private static final Pattern TABLE =
            Pattern.compile("(?s)(<!-- measured: (\\S+) by (budget|pool) -->\n).*?(?=<!-- as measured -->)");

    @Test
    void thePageHasTheTablesOfWhatWasMeasured() throws IOException {
        MeasuredGains measured = new MeasuredGains(Files.readAllLines(RESULTS));

        Golden.check(
                PAGE,
                TABLE.matcher(Files.readString(PAGE))
                        .replaceAll(table ->
                                Matcher.quoteReplacement(table.group(1) + "\n" + table(measured, table) + "\n")));
    }

    @Test
    void thePageHasATableOfEachMetricThatWasMeasured() throws IOException {
        assertThat(TABLE.matcher(Files.readString(PAGE))
                        .results()
                        .filter(table -> table.group(3).equals("budget"))
                        .map(table -> table.group(2))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(new MeasuredGains(Files.readAllLines(RESULTS)).tasks());
    }

    private static String table(MeasuredGains measured, MatchResult table) {
        String task = table.group(2);
        return table.group(3).equals("budget") ? measured.byBudget(task) : measured.byPool(task);
    }
}
