package dev.radin.weights;

import dev.radin.cache.PassCache;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassFault;
import java.util.Optional;

/** A model's pass that turned out to be impossible. */
record FailedPass(String model, Inspection.Dataset dataset, PassFault fault) {

    /** The first among a model's passes over the validation data. */
    static Optional<FailedPass> find(PassCache passes, Inspection inspection, ModelPool.Member member) {
        return inspection.validation().stream()
                .flatMap(dataset -> passes
                        .fault(passes.key(ModelPool.single(member.digest()), inspection, dataset))
                        .map(fault -> new FailedPass(member.name(), dataset, fault))
                        .stream())
                .findFirst();
    }
}
