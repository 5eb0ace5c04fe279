package dev.radin.report.page;

import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The members of the result, the heaviest first. */
final class ChosenMembers {

    private ChosenMembers() {}

    /** Their places among the choice's models. */
    static IntStream byWeight(Report report) {
        ReportedChoice choice = report.choice();
        return IntStream.range(0, choice.models().size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(k -> -weight(choice, k))
                        .thenComparing(k -> choice.models().get(k)))
                .mapToInt(Integer::intValue);
    }

    static double weight(ReportedChoice choice, int member) {
        return choice.weights() == null
                ? 1.0 / choice.models().size()
                : choice.weights().get(member);
    }
}
