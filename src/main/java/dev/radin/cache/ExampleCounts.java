package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.ExampleCount;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Selection;
import java.util.List;

/** How many examples a program scores of each dataset: as many as in its first pass, as passes are compared one by one. */
public final class ExampleCounts {

    private final Selection selection;
    private final StoredJson json;
    private final Layout layout;
    private final InputDigests digests;

    ExampleCounts(Selection selection, StoredJson json, Layout layout, InputDigests digests) {
        this.selection = selection;
        this.json = json;
        this.layout = layout;
        this.digests = digests;
    }

    /**
     * Keeps the number of the first pass.
     *
     * @param pass for messages, as {@code lastWords}
     * @throws RadinException {@code InvalidInput} when an earlier pass had another
     */
    public void require(Inspection.Dataset dataset, int examples, String pass, String lastWords) {
        Location first = layout.examples(Hash.sha256(
                List.of("radin examples 1", selection.evaluator().identity(), digests.of(dataset.input()))));
        json.publish(first, new ExampleCount(examples));
        int expected = json.read(first, ExampleCount.class).examples();
        if (expected != examples) {
            throw new RadinException(
                    Reason.InvalidInput,
                    "the evaluator, in the pass of " + pass + ": its output has scores of " + examples
                            + " examples, and that of an earlier pass had " + expected
                            + "; every pass scores the same examples in the same order. Where the dataset has changed on"
                            + " purpose, change spec.evaluator.container.version" + lastWords);
        }
    }
}
