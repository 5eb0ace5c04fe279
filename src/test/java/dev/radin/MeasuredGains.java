package dev.radin;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tables of what selections gained on test data over the best single model, in hundredths of the metric, as
 * {@code dev/bench/choose/run} measured it.
 */
final class MeasuredGains {

    /** Those that the first version of {@code Auto} was developed on. */
    private static final Set<String> FIRST =
            Set.of("apart", "batchnorm", "batchnorm-calibrated", "digits", "shift", "starts", "words");

    /** Those that were made when {@code Auto} stood as it is, but for what it does without logits. */
    private static final Set<String> UNSEEN = Set.of("capitals", "novels", "radicals", "sums");

    /** Those that were made when that stood too. */
    private static final Set<String> NEWEST = Set.of("cuts", "fonts", "garments", "vowels");

    private static final Group ALL = new Group("all", pool -> true);
    private static final List<Group> GROUPS = List.of(
            new Group("newest", NEWEST::contains),
            new Group("unseen", UNSEEN::contains),
            new Group("later", pool -> !NEWEST.contains(pool) && !UNSEEN.contains(pool) && !FIRST.contains(pool)),
            new Group("first", FIRST::contains),
            ALL);

    /** Of validation data; a pool counts once all are measured. */
    private static final int DRAWINGS = 4;

    /** What is no more than this is neither won nor lost. */
    private static final double TIE = 0.1;

    /** Of the table by pool. */
    private static final int BUDGET = 5;

    private static final String OURS = "Auto";
    private static final List<String> RIVALS = List.of("Greedy", "Search");
    private static final String UNMEASURED = "–";
    private static final char MINUS = '−';

    private record Group(String name, Predicate<String> takes) {}

    private record Key(String task, String method, int budget) {}

    /** A method, or a method less another where that is not null. */
    private record Row(String method, String rival) {

        String name() {
            return rival == null ? code(method) : code(method) + " less " + code(rival);
        }

        private static String code(String method) {
            return method.replaceFirst("^\\w+", "`$0`");
        }
    }

    /** By pool and drawing. */
    private final Map<Key, Map<String, Map<String, Double>>> gains = new LinkedHashMap<>();

    /** @param lines pool, drawing, task, method, budget and gain, between semicolons */
    MeasuredGains(List<String> lines) {
        for (String line : lines) {
            String[] fields = line.split(";");
            gains.computeIfAbsent(new Key(fields[2], fields[3], Integer.parseInt(fields[4])), key -> new TreeMap<>())
                    .computeIfAbsent(fields[0], pool -> new TreeMap<>())
                    .put(fields[1], 100 * Double.parseDouble(fields[5]));
        }
    }

    /** Prints all tables of a file that {@code Choose} wrote. */
    public static void main(String[] arguments) throws IOException {
        MeasuredGains measured = new MeasuredGains(Files.readAllLines(Path.of(arguments[0])));
        for (String task :
                measured.gains.keySet().stream().map(Key::task).distinct().toList()) {
            System.out.println(task + "\n\n" + measured.byBudget(task) + "\n" + measured.byPool(task));
        }
    }

    List<String> tasks() {
        return gains.keySet().stream().map(Key::task).distinct().toList();
    }

    /** The mean over pools; in brackets how many of them were won, tied and lost, and the worst of all selections. */
    String byBudget(String task) {
        List<Integer> budgets = keys(task).map(Key::budget).distinct().sorted().toList();
        List<List<String>> lines = new ArrayList<>();
        for (Group group : groups(task)) {
            List<String> pools = pools(task, group);
            for (Row row : rows(task)) {
                lines.add(line(
                        pools.size() + " " + group.name(),
                        row.name(),
                        budgets.stream().map(budget -> cell(row, values(task, row, budget, pools), pools.size()))));
            }
        }
        return table(line("pools", "", budgets.stream().map(budget -> "B = " + budget)), lines);
    }

    /** At one budget, with the means of each group. */
    String byPool(String task) {
        List<Row> rows = rows(task);
        List<List<String>> lines = new ArrayList<>();
        for (Group group : groups(task)) {
            List<String> pools = pools(task, group);
            if (group != ALL) {
                pools.forEach(pool -> lines.add(line(
                        pool, group.name(), rows.stream().map(row -> mean(values(task, row, BUDGET, List.of(pool)))))));
            }
            lines.add(line(
                    "**mean**",
                    pools.size() + " " + group.name(),
                    rows.stream().map(row -> mean(values(task, row, BUDGET, pools)))));
        }
        return table(line("B = " + BUDGET, "", rows.stream().map(Row::name)), lines);
    }

    /** Those of which a pool was measured. */
    private List<Group> groups(String task) {
        return GROUPS.stream().filter(group -> !pools(task, group).isEmpty()).toList();
    }

    private List<String> pools(String task, Group group) {
        return gains.entrySet().stream()
                .filter(each -> each.getKey().task().equals(task))
                .flatMap(each -> each.getValue().keySet().stream())
                .filter(group.takes())
                .distinct()
                .sorted()
                .toList();
    }

    private List<Row> rows(String task) {
        List<Row> rows = new ArrayList<>();
        List<String> methods = keys(task).map(Key::method).distinct().sorted().toList();
        methods.forEach(method -> rows.add(new Row(method, null)));
        RIVALS.stream().filter(methods::contains).forEach(rival -> rows.add(new Row(OURS, rival)));
        return rows;
    }

    private Stream<Key> keys(String task) {
        return gains.keySet().stream().filter(key -> key.task().equals(task));
    }

    /** By drawing, of each pool of which all drawings were measured. */
    private List<List<Double>> values(String task, Row row, int budget, List<String> pools) {
        Map<String, Map<String, Double>> ours = gains.getOrDefault(new Key(task, row.method(), budget), Map.of());
        Map<String, Map<String, Double>> theirs = gains.getOrDefault(new Key(task, row.rival(), budget), Map.of());
        return pools.stream()
                .map(pool -> row.rival() == null
                        ? List.copyOf(ours.getOrDefault(pool, Map.of()).values())
                        : differences(ours.getOrDefault(pool, Map.of()), theirs.getOrDefault(pool, Map.of())))
                .filter(drawings -> drawings.size() == DRAWINGS)
                .toList();
    }

    private static List<Double> differences(Map<String, Double> ours, Map<String, Double> theirs) {
        return ours.keySet().stream()
                .filter(theirs::containsKey)
                .map(drawing -> ours.get(drawing) - theirs.get(drawing))
                .toList();
    }

    private static String cell(Row row, List<List<Double>> values, int pools) {
        if (values.isEmpty()) {
            return UNMEASURED;
        }
        List<Double> means = values.stream().map(MeasuredGains::average).toList();
        long won = means.stream().filter(mean -> mean > TIE).count();
        long lost = means.stream().filter(mean -> mean < -TIE).count();
        double worst =
                values.stream().flatMap(List::stream).mapToDouble(v -> v).min().getAsDouble();
        return mean(values)
                + (row.rival() == null || means.size() == 1 ? "" : String.format(Locale.ROOT, " ± %.2f", error(means)))
                + String.format(" [%d/%d/%d, %s]", won, means.size() - won - lost, lost, number(worst))
                + (means.size() == pools ? "" : " of " + means.size() + " pools");
    }

    private static String mean(List<List<Double>> values) {
        return values.isEmpty()
                ? UNMEASURED
                : number(average(values.stream().map(MeasuredGains::average).toList()));
    }

    private static double average(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    /** Of the mean, taking the values for independent. */
    private static double error(List<Double> values) {
        double mean = average(values);
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.size() - 1) / values.size());
    }

    private static String number(double hundredths) {
        return Math.abs(hundredths) < 0.005
                ? "0.00"
                : String.format(Locale.ROOT, "%+.2f", hundredths).replace('-', MINUS);
    }

    private static List<String> line(String first, String second, Stream<String> others) {
        return Stream.concat(Stream.of(first, second), others).toList();
    }

    private static String table(List<String> head, List<List<String>> lines) {
        return Stream.concat(Stream.of(head, Collections.nCopies(head.size(), "---")), lines.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(joining());
    }
}
