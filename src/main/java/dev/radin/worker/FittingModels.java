package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.ConstantGroups;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Compatibility;
import dev.radin.weights.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    static Map<String, RadinException> misfits(Architecture architecture, Map<String, Checkpoint> open) {
        Map<String, RadinException> misfits = new LinkedHashMap<>();
        open.forEach((name, checkpoint) -> {
            try {
                check(architecture, checkpoint, open.size() == 1);
            } catch (RadinException e) {
                misfits.put(name, new RadinException(Reason.MismatchedModel, e.getMessage(), e));
            }
        });
        if (!open.isEmpty() && misfits.size() == open.size()) {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    "none of the " + misfits.size() + " models fits the architecture; the first: "
                            + misfits.values().iterator().next().getMessage());
        }
        Map<String, List<TensorInfo>> tensors = new LinkedHashMap<>();
        open.forEach((name, checkpoint) -> {
            if (!misfits.containsKey(name)) {
                tensors.put(name, architecture.completed(checkpoint.tensors()));
            }
        });
        Compatibility.ofEachOther(tensors)
                .misfits()
                .forEach((name, message) -> misfits.put(name, mismatch(open.get(name), message)));
        Map<String, Checkpoint> fitting = new LinkedHashMap<>(open);
        fitting.keySet().removeAll(misfits.keySet());
        misfits.putAll(differingConstants(architecture, fitting));
        return misfits;
    }

    /** A model with factors is run as it is when it is alone and fits; an adapter never does. */
    private static void check(Architecture architecture, Checkpoint checkpoint, boolean alone) {
        try {
            architecture.check(checkpoint.source());
        } catch (RadinException e) {
            failOnFactors(checkpoint);
            throw e;
        }
        if (!alone) {
            failOnFactors(checkpoint);
        }
    }

    private static void failOnFactors(Checkpoint checkpoint) {
        checkpoint.factors().ifPresent(factors -> {
            throw new RadinException(
                    Reason.IncompatibleModels,
                    checkpoint.source().uri() + ": " + factors
                            + ". If all models are LoRA adapters of one base, name it in spec.base instead");
        });
    }

    private static Map<String, RadinException> differingConstants(
            Architecture architecture, Map<String, Checkpoint> fitting) {
        try (TensorSource own = architecture.weights()) {
            ConstantGroups groups = ConstantGroups.of(
                    fitting,
                    checkpoint -> architecture.completed(checkpoint.tensors()),
                    checkpoint -> architecture.completed(checkpoint.source(), own));
            Map<String, RadinException> misfits = new LinkedHashMap<>(groups.unreadable());
            groups.misfits(Optional.of(own))
                    .forEach((name, message) -> misfits.put(name, mismatch(fitting.get(name), message)));
            return misfits;
        }
    }

    private static RadinException mismatch(Checkpoint model, String message) {
        return new RadinException(Reason.MismatchedModel, model.source().uri() + ": " + message);
    }
}
