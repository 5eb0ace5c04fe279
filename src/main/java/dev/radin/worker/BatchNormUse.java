package dev.radin.worker;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Inspection;
import dev.radin.weights.ScriptedArchitecture;
import java.util.List;

/**
 * Whether a calibration dataset is of use to a network.
 *
 * @param calibration null where nothing is measured
 * @param notes what a user would want to know
 */
record BatchNormUse(Inspection.Dataset calibration, List<String> notes) {

    /** Of a network that nothing is known of. */
    static final BatchNormUse NONE = new BatchNormUse(null, List.of());

    private static final int SHOWN = 3;

    /**
     * @param calibration null when none is given
     * @throws RadinException {@code InvalidInput} when the network has a layer whose statistics cannot be measured
     */
    static BatchNormUse of(ScriptedArchitecture architecture, Inspection.Dataset calibration) {
        boolean hasLayers = !architecture.runningStatistics().isEmpty();
        if (calibration == null) {
            return new BatchNormUse(null, hasLayers ? List.of(lost()) : List.of());
        }
        if (!hasLayers) {
            return new BatchNormUse(
                    null,
                    List.of(calibration.name()
                            + ": the network has no BatchNorm layer that it could calibrate, so it is" + " not used"));
        }
        List<String> opaque = architecture.opaqueBatchNorms();
        if (!opaque.isEmpty()) {
            throw new RadinException(
                    Reason.InvalidInput,
                    architecture.uri() + ": " + Listing.of(opaque, SHOWN)
                            + (opaque.size() == 1 ? " keeps" : " keep")
                            + " BatchNorm's statistics, but the code that normalises batches by them is elsewhere, so they"
                            + " cannot be measured anew; export it with torch.jit.script, or leave out dataset "
                            + calibration.name() + " of role Calibration");
        }
        return new BatchNormUse(calibration, List.of());
    }

    private static String lost() {
        return "the network has BatchNorm layers, and a soup's running statistics are only the average of its members',"
                + " which mostly costs accuracy; give a thousand or more training inputs as a dataset of role Calibration, and they"
                + " are measured anew for every soup";
    }
}
