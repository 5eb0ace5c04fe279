package dev.radin.operator;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import java.util.List;
import java.util.Locale;

/** Receipts of a selection in which everything goes well: what workers would say, without any work. */
public final class Receipted {

    private Receipted() {}

    /** @param rounds how many rounds of two soups are proposed */
    public static Receipt of(StageTask task, int models, int rounds) {
        return switch (task.stage()) {
            case inspect -> inspected(models, models);
            case extract, evaluate -> Receipt.passes(task.stage(), new Cost(task.items(), 0, 0), List.of());
            case rank -> ranked(models, task.round(), rounds);
            case publish -> published(models, rounds);
        };
    }

    public static Receipt inspected(int models, int pending) {
        return Receipt.inspected(name(1), models - pending, new Receipt.Inspected(models, 0, pending), List.of());
    }

    public static Receipt ranked(int models, int round, int rounds) {
        return Receipt.ranked(
                name(16 + round),
                new Receipt.Ranked("Auto/Search", models, 0, 2 * round, 2, 2, 0, round < rounds, "a", 0.78));
    }

    public static Receipt published(int models, int rounds) {
        return Receipt.published(
                name(2),
                Cost.NONE,
                new Published(
                        "Auto/Search",
                        new Published.Choice(name(3), List.of("a", "b"), null, 2, 0.8, "sha256:ab", null),
                        new Published.Single("a", 0.78),
                        0.02,
                        List.of(0.01, 0.03),
                        0.001,
                        models,
                        2 * rounds,
                        List.of(new Published.Evaluation(List.of("a", "b"), null, 2, 0.81, 0.8)),
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        0,
                        new Published.ReportFile(name(2), "sha256:cd", true),
                        0.9,
                        null,
                        null));
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "%016x", number);
    }
}
