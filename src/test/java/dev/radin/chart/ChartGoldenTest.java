package dev.radin.chart;

import dev.radin.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of the main combinations of its values. */
class ChartGoldenTest {

    static final Path VALUES = Path.of("src/test/resources/chart");

    @ParameterizedTest
    @ValueSource(strings = {"default", "namespaces", "everything", "least"})
    void objects(String values) throws IOException {
        String rendered = Chart.render(Files.readString(VALUES.resolve(values + ".yaml")));

        Golden.check("chart-" + values + ".txt", Chart.forReading(rendered));
    }
}
