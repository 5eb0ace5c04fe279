package dev.radin.operator.metric;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in the text that Prometheus reads: names as queries have them, each with its labels. */
public final class ExposedMetrics {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Set<String> OF_HISTOGRAMS = Set.of("le", "quantile");

    private ExposedMetrics() {}

    /** Histograms without what Prometheus adds to a name, and without Micrometer's own companions of them, the maxima. */
    public static Map<String, Set<String>> of(String exposed) {
        Map<String, Set<String>> metrics = new TreeMap<>();
        String name = "";
        for (String line : exposed.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                name = name(line.split(" "));
            } else if (!line.startsWith("#") && !name.endsWith("_max")) {
                metrics.computeIfAbsent(name, n -> new TreeSet<>()).addAll(labels(line));
            }
        }
        return metrics;
    }

    /** In OpenMetrics the family of a counter is named without {@code _total}. */
    private static String name(String[] type) {
        return type[2] + (type[3].equals("counter") && !type[2].endsWith("_total") ? "_total" : "");
    }

    static Set<String> labels(String series) {
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(series);
        while (label.find()) {
            if (!OF_HISTOGRAMS.contains(label.group(1))) {
                labels.add(label.group(1));
            }
        }
        return labels;
    }
}
