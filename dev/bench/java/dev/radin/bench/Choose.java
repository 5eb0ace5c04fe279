package dev.radin.bench;

import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.Selection.StrategyChoice.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs selections over pools that make_pools.py made, with the engine that {@code radin run} has, and appends to a file of
 * comma-separated values what each gained on test data. What the file holds already is not run again.
 *
 * <p>Arguments: the folder of the pools, the file, and three for each table: a {@link ChooseTask}, {@link ChooseMethod}s between
 * semicolons, and budgets between commas.
 */
public final class Choose {

    private final Path folder;
    private final Path results;
    private final Set<String> done = new HashSet<>();

    private Choose(Path folder, Path results) throws IOException {
        this.folder = folder;
        this.results = results;
        if (Files.exists(results)) {
            Files.readAllLines(results).forEach(line -> done.add(line.substring(0, line.lastIndexOf(';'))));
        }
    }

    public static void main(String[] args) throws IOException {
        Choose choose = new Choose(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]));
        for (int k = 2; k < args.length; k += 3) {
            ChooseTask task = ChooseTask.valueOf(args[k]);
            for (String method : args[k + 1].split(";")) {
                for (String budget : args[k + 2].split(",")) {
                    choose.run(task, ChooseMethod.named(method), Integer.parseInt(budget));
                }
            }
        }
    }

    private void run(ChooseTask task, ChooseMethod method, int budget) throws IOException {
        for (ChoosePool pool : ChoosePool.in(folder)) {
            if (pool.takes(task, method) && !done.contains(which(pool, task, method.name(), budget))) {
                Report report = method.refits()
                        ? report(pool, task, method, budget, List.of())
                        : withoutRefits(pool, task, method, budget);
                double gain = utility(task, side(report, "chosen")) - utility(task, side(report, "best single"));
                String line = String.format(Locale.ROOT, "%s;%.6f%n", which(pool, task, method.name(), budget), gain);
                Files.writeString(results, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private static String which(ChoosePool pool, ChooseTask task, String method, int budget) {
        return String.join(
                ";", pool.name(), String.valueOf(pool.drawing()), task.name(), method, String.valueOf(budget));
    }

    private Report report(ChoosePool pool, ChooseTask task, ChooseMethod method, int budget, List<Listed> mixtures)
            throws IOException {
        return SelectionRun.report(pool.selection(task, method, budget, mixtures, folder.resolve("out")));
    }

    /** As if the strategy proposed none: of the soups that it evaluates otherwise the first that are no refits. */
    private Report withoutRefits(ChoosePool pool, ChooseTask task, ChooseMethod method, int budget) throws IOException {
        Report whole = report(pool, task, method, EvaluatedSoups.MOST, List.of());
        List<Listed> soups = EvaluatedSoups.withoutRefits(whole);
        return soups.isEmpty()
                ? whole
                : report(pool, task, method.listed(), budget, soups.subList(0, Math.min(budget, soups.size())));
    }

    private static ReportedTest side(Report report, String what) {
        return report.test().stream()
                .filter(test -> test.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private static double utility(ChooseTask task, ReportedTest test) {
        return task.metric().utility(task.mean(test.datasets()));
    }
}
