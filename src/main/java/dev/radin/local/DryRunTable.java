package dev.radin.local;

import dev.radin.fault.Counted;
import java.util.List;
import java.util.Locale;

/** What a selection would cost, for people. */
public final class DryRunTable {

    private DryRunTable() {}

    public static String render(DryRun run) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "%s%s, %s%s%n%n",
                Counted.of(run.models(), "model"),
                run.excluded().isEmpty() ? "" : " (" + run.excluded().size() + " excluded)",
                datasets(run.validation(), "validation"),
                run.test() > 0 ? ", " + datasets(run.test(), "test") : ""));
        passes(table, run);
        table.append(String.format("%n"));
        bytes(table, run);
        paragraph(
                table,
                run.excluded().stream()
                        .map(model -> "excluded " + model.model() + ": " + model.message())
                        .toList());
        paragraph(table, run.notes());
        return table.toString();
    }

    private static void passes(StringBuilder table, DryRun run) {
        int most =
                run.vertexPasses() + run.soupPasses() + run.comparedPasses() + run.testPasses() + run.measuringPasses();
        int cached = run.vertexPasses() - run.lackingPasses();
        row(table, "PASSES", "", "");
        String base = run.vertexPasses() > run.models() * run.validation() ? "and the base" : "";
        row(
                table,
                "single models",
                run.vertexPasses(),
                cached == 0 ? base : base + (base.isEmpty() ? "" : ", ") + cached + " of them cached");
        row(table, "soups, at most", run.soupPasses(), "the budget, on each validation dataset");
        if (run.comparedPasses() > 0) {
            row(table, "compared, at most", run.comparedPasses(), "the same for each of strategy.compare");
        }
        String tested = "chosen, best single, uniform" + (run.comparedPasses() > 0 ? ", those compared" : "");
        row(table, "tests, at most", run.testPasses(), run.testPasses() > 0 ? tested : "");
        if (run.measuringPasses() > 0) {
            row(table, "BatchNorm, at most", run.measuringPasses(), "each soup, on the calibration dataset");
        }
        row(table, "together, at most", most - cached, "");
    }

    private static void bytes(StringBuilder table, DryRun run) {
        row(table, "BYTES", "", "");
        row(table, "of all models", Bytes.text(run.modelBytes()), "");
        row(
                table,
                "of scratch, at most",
                Bytes.text(run.scratch().bytes()),
                run.scratch().bytesAClass() == 0
                        ? ""
                        : "and " + Bytes.text(run.scratch().bytesAClass()) + " a class for the logits of a pass");
        row(table, "of output", Bytes.text(run.outputBytes()), "and what each pass gives");
    }

    private static void paragraph(StringBuilder table, List<String> lines) {
        if (!lines.isEmpty()) {
            table.append(String.format("%n"));
            lines.forEach(line -> table.append(String.format("%s%n", line)));
        }
    }

    private static String datasets(int count, String kind) {
        return Counted.of(count, kind + " dataset");
    }

    private static void row(StringBuilder table, String what, Object amount, String remark) {
        table.append(String.format(Locale.ROOT, "%-20s %10s  %s", what, amount, remark)
                        .stripTrailing())
                .append(System.lineSeparator());
    }
}
