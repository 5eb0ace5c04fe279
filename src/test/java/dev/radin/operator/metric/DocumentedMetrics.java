package dev.radin.operator.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the tables of docs/operator.md say of metrics: names as queries have them, each with its labels. */
public final class DocumentedMetrics {

    private static final Pattern METRIC = Pattern.compile("`([a-z]+(?:_[a-z]+)+)(?:\\{([a-z,]+)})?`");

    private DocumentedMetrics() {}

    public static Map<String, Set<String>> all() throws IOException {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Files.readAllLines(Path.of("docs/operator.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> METRIC.matcher(cell).results())
                .forEach(found -> metrics.put(found.group(1), labels(found.group(2))));
        return metrics;
    }

    /** @param list null for none */
    private static Set<String> labels(String list) {
        return list == null ? Set.of() : new TreeSet<>(Arrays.asList(list.split(",")));
    }
}
