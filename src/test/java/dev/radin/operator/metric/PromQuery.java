package dev.radin.operator.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A query to Prometheus, taken apart as far as to see what it asks for. */
public record PromQuery(String text) {

    /** Prometheus gives these to every series of a target; {@code le} is of histograms. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance", "namespace", "le");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "on", "bool");
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern DURATION = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern LABELS = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z_]+)\\b(?!\\s*\\()(\\{[^}]*})?");
    private static final Pattern HISTOGRAM = Pattern.compile("_(?:bucket|sum|count)$");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");

    /** Each series that it takes, as a query of its own, such as {@code radin_leader{job="a"}}. */
    public List<String> selectors() {
        String bare = LABELS.matcher(DURATION.matcher(text).replaceAll("")).replaceAll("");
        return SELECTOR.matcher(bare)
                .results()
                .filter(found -> !isInBraces(bare, found.start()) && !WORDS.contains(found.group(1)))
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /**
     * What it asks for and nobody has: metrics, and labels that it selects or groups by.
     *
     * @param known labels by metric; of a histogram without its suffixes
     */
    public Set<String> unknown(Map<String, Set<String>> known) {
        Set<String> unknown = new TreeSet<>();
        Set<String> grouping = grouping();
        for (String selector : selectors()) {
            String[] parts = STRING.matcher(selector).replaceAll("\"\"").split("\\{", 2);
            Set<String> labels = known.get(
                    known.containsKey(parts[0])
                            ? parts[0]
                            : HISTOGRAM.matcher(parts[0]).replaceFirst(""));
            if (labels == null) {
                unknown.add(parts[0]);
                continue;
            }
            grouping.removeAll(labels);
            if (parts.length == 2) {
                MATCHER.matcher(parts[1])
                        .results()
                        .map(found -> found.group(1))
                        .filter(label -> !labels.contains(label) && !OF_TARGETS.contains(label))
                        .forEach(label -> unknown.add(parts[0] + "{" + label + "}"));
            }
        }
        unknown.addAll(grouping);
        return unknown;
    }

    private Set<String> grouping() {
        Set<String> grouping = new TreeSet<>();
        LABELS.matcher(text)
                .results()
                .forEach(found -> grouping.addAll(Arrays.asList(found.group(1).split("\\s*,\\s*"))));
        grouping.removeAll(OF_TARGETS);
        return grouping;
    }

    /** The labels in {@code {{label}} at most}. */
    static List<String> labelsOfLegend(String legend) {
        return LEGEND.matcher(legend).results().map(found -> found.group(1)).toList();
    }

    private static boolean isInBraces(String text, int position) {
        return text.lastIndexOf('{', position) > text.lastIndexOf('}', position);
    }
}
