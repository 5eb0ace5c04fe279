package dev.radin.worker;

import dev.radin.dataset.Dataset;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Selection;
import java.net.URI;

/** Datasets of a selection, opened. */
final class Datasets {

    private Datasets() {}

    static Dataset open(StageContext context, String uri) {
        return Dataset.open(context.store.open(URI.create(uri)), context.settings.limits());
    }

    /** @throws dev.radin.fault.RadinException {@code InvalidInput} for whatever is wrong with its header or labels */
    static Inspection.Dataset describe(StageContext context, Selection.Dataset asked, Inspection.Input input) {
        try (Dataset dataset = open(context, asked.uri())) {
            return new Inspection.Dataset(
                    asked.name(),
                    input,
                    asked.weight(),
                    dataset.examples(),
                    dataset.inputs().stream()
                            .map(i -> i.name() + " " + i.dtype() + " " + i.exampleShape())
                            .toList());
        }
    }
}
