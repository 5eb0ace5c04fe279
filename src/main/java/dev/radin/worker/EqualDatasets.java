package dev.radin.worker;

import dev.radin.dataset.Dataset;
import dev.radin.protocol.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Datasets with the same examples under two names: allowed, but seldom meant. */
final class EqualDatasets {

    private final Function<Inspection.Dataset, Dataset> opener;

    /** @param opener opens a dataset, which is closed here */
    EqualDatasets(Function<Inspection.Dataset, Dataset> opener) {
        this.opener = opener;
    }

    /** One sentence for each pair. */
    List<String> notes(List<Inspection.Dataset> validation, List<Inspection.Dataset> test) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < validation.size(); i++) {
            Inspection.Dataset chosenBy = validation.get(i);
            for (Inspection.Dataset other : validation.subList(0, i)) {
                if (areEqual(other, chosenBy)) {
                    notes.add("validation data " + other.name() + " and " + chosenBy.name()
                            + " hold the same examples, which count twice in the score");
                }
            }
            for (Inspection.Dataset tested : test) {
                if (areEqual(chosenBy, tested)) {
                    notes.add("test data " + tested.name() + " hold the same examples as validation data "
                            + chosenBy.name() + ", by which the soup is chosen, so their scores promise too much; test"
                            + " with others");
                }
            }
        }
        return notes;
    }

    private boolean areEqual(Inspection.Dataset a, Inspection.Dataset b) {
        if (a.examples() != b.examples() || a.inputs().size() != b.inputs().size()) {
            return false;
        }
        try (Dataset first = opener.apply(a);
                Dataset second = opener.apply(b)) {
            return first.hasTheExamplesOf(second);
        }
    }
}
