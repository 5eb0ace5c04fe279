package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.Constants;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Compatibility;
import dev.radin.weights.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which models fit the architecture and each other, by names, shapes, dtypes and what is never averaged. */
final class FittingModels {

    private FittingModels() {}

    /**
     * What does not fit the architecture, then what differs from most of the others.
     *
     * @param open by the models' names
     * @return why, by name
     * @throws RadinException {@code IncompatibleModels} when none fits the architecture
     */
    static Map<String, String> misfits(Architecture architecture, Map<String, Checkpoint> open) {
        Map<String, String> misfits = new LinkedHashMap<>();
        open.forEach((name, checkpoint) -> {
            try {
                if (open.size() > 1) {
                    failOnFactors(checkpoint);
                }
                architecture.check(checkpoint.source());
            } catch (RadinException e) {
                misfits.put(name, e.getMessage());
            }
        });
        if (!open.isEmpty() && misfits.size() == open.size()) {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    "none of the " + misfits.size() + " models fits the architecture; the first: "
                            + misfits.values().iterator().next());
        }
        Map<String, List<TensorInfo>> tensors = new LinkedHashMap<>();
        open.forEach((name, checkpoint) -> {
            if (!misfits.containsKey(name)) {
                tensors.put(name, architecture.untied(checkpoint.tensors()));
            }
        });
        Compatibility.ofEachOther(tensors)
                .misfits()
                .forEach((name, message) ->
                        misfits.put(name, open.get(name).source().uri() + ": " + message));
        tensors.keySet().removeAll(misfits.keySet());
        misfits.putAll(differingConstants(architecture, open, tensors));
        return misfits;
    }

    /** One model alone is run as it is. */
    private static void failOnFactors(Checkpoint checkpoint) {
        checkpoint.factors().ifPresent(factors -> {
            throw new RadinException(
                    Reason.IncompatibleModels, checkpoint.source().uri() + ": " + factors);
        });
    }

    /** Models whose tensors of dtypes that are never averaged are not those of the first. */
    private static Map<String, String> differingConstants(
            Architecture architecture, Map<String, Checkpoint> open, Map<String, List<TensorInfo>> tensors) {
        Map<String, String> misfits = new LinkedHashMap<>();
        TensorSource first = null;
        for (String name : tensors.keySet()) {
            TensorSource model = architecture.aliased(open.get(name).source());
            if (first == null) {
                first = model;
            }
            try {
                String firstUri = first.uri();
                Constants.difference(tensors.get(name), model, first)
                        .ifPresent(
                                tensor -> misfits.put(name, model.uri() + ": " + Constants.message(tensor, firstUri)));
            } catch (RadinException e) {
                misfits.put(name, e.getMessage());
            }
        }
        return misfits;
    }
}
