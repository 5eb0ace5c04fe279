package dev.radin.worker;

import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order lacks.
 *
 * @param statistics what BatchNorm is to measure first; null where nothing is to be measured
 * @param passes by dataset
 */
record LackingPasses(PassMaker.Order order, PassKey statistics, List<Pass> passes) {

    record Pass(Inspection.Dataset dataset, PassKey key) {}

    int count() {
        return keys().size();
    }

    /** Of all that is to be made. */
    List<PassKey> keys() {
        List<PassKey> keys = new ArrayList<>();
        if (statistics != null) {
            keys.add(statistics);
        }
        passes.forEach(pass -> keys.add(pass.key()));
        return keys;
    }
}
