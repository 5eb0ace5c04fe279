package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassFault;
import dev.radin.protocol.PassKey;
import java.util.Optional;
import java.util.TreeMap;

/** Passes and faults in the cache. */
final class PassCache {

    private final StageContext context;

    PassCache(StageContext context) {
        this.context = context;
    }

    /**
     * The pass of a mixture over a dataset; reads architecture and dataset when their digests are not known yet.
     *
     * @param weights by the members' content digests
     */
    PassKey key(TreeMap<String, Double> weights, Inspection inspection, Inspection.Dataset dataset) {
        return PassKey.of(
                weights,
                context.digests.of(inspection.architecture()),
                context.digests.of(dataset.input()),
                context.selection.inference(),
                context.settings.device());
    }

    boolean isMade(PassKey key) {
        return context.store.stat(context.layout.pass(key)).isPresent();
    }

    Optional<PassFault> fault(PassKey key) {
        return context.json.readIfPresent(context.layout.fault(key), PassFault.class);
    }

    /** Whether there is nothing left to do for it. */
    boolean isSettled(PassKey key) {
        return isMade(key) || context.store.stat(context.layout.fault(key)).isPresent();
    }

    void publishFault(PassKey key, RadinException fault) {
        context.json.publish(context.layout.fault(key), new PassFault(fault.reason(), fault.getMessage()));
    }

    /**
     * @throws RadinException {@code WorkerFailed} when the pass was never made: an earlier stage did not finish
     */
    StoredPass open(PassKey key, String what) {
        if (!isMade(key)) {
            throw new RadinException(
                    Reason.WorkerFailed,
                    context.layout.pass(key) + ": the pass of " + what + " is missing; was the cache emptied while the"
                            + " selection ran? run it again");
        }
        return StoredPass.open(context.store.open(context.layout.pass(key)), context.settings.limits());
    }
}
