package dev.radin.protocol;

import dev.radin.protocol.Selection.Dataset;
import dev.radin.protocol.Selection.Inference;
import dev.radin.protocol.Selection.Input;
import dev.radin.protocol.Selection.Model;
import dev.radin.protocol.Selection.ModelsFrom;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Selection.StrategyChoice.Listed;
import dev.radin.protocol.Selection.UnusableModelPolicy;
import dev.radin.soup.Metric;
import java.util.List;

/** What is taken where a resource says nothing. A default that was released never changes: what is absent means it for good. */
public final class Defaults {

    /**
     * As a selection. Each list has one entry, with the defaults of its entries; what has no default, as names and URIs, is
     * empty or null.
     */
    public static final Selection SELECTION = new Selection(
            "",
            "",
            new Input(null, null),
            List.of(new Model(null, null, null, null)),
            List.of(new ModelsFrom(null, null, List.of(), null)),
            null,
            List.of(new Dataset(null, null, null, 1)),
            List.of(new Dataset(null, null, null, 1)),
            null,
            Metric.ACCURACY,
            8,
            new StrategyChoice(StrategyChoice.Type.Auto, 200, 0, List.of(new Listed(null, List.of(), null))),
            null,
            0,
            UnusableModelPolicy.Exclude,
            new Inference(0, null, null),
            null,
            null,
            null,
            "",
            "");

    private Defaults() {}
}
