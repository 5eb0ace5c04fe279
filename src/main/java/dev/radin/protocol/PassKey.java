package dev.radin.protocol;

import dev.radin.protocol.Selection.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The name of a pass: a hash of exactly what determines its logits. Names and places of files, batch size and threads are
 * no part of it, so none of them ever costs a pass again.
 */
public record PassKey(String hex) {

    private static final String FORMAT = "radin pass 1";

    /**
     * @param weights weight by the member's content digest, summing to one; one entry for a single model
     * @param networkDigest of what decides logits apart from weights; not of the architecture's file
     * @param form what the weights are made to before they are run
     * @param device type, as {@code cpu} or {@code cuda}: they round differently
     */
    public static PassKey of(
            TreeMap<String, Double> weights,
            String networkDigest,
            String datasetDigest,
            Inference inference,
            WeightsForm form,
            String device) {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        weights.forEach((digest, weight) -> lines.add("member " + digest + " " + Double.toHexString(weight)));
        lines.add("network " + networkDigest);
        lines.add("dataset " + datasetDigest);
        lines.add(output(inference));
        lines.add("device " + device);
        lines.add(form.line(weights.size() == 1));
        return new PassKey(Hash.sha256(lines));
    }

    /** The run of the same weights that measures the dataset for BatchNorm, in batches of a size, 0 for the usual one. */
    public PassKey measuring(int batchSize) {
        return new PassKey(Hash.sha256(List.of("radin statistics 1", hex, "batches of " + batchSize)));
    }

    /** The pass of the same weights but for BatchNorm's statistics. @param statistics what measured them */
    public PassKey with(PassKey statistics) {
        return new PassKey(Hash.sha256(List.of("radin pass 1 with statistics", hex, statistics.hex)));
    }

    private static String output(Inference inference) {
        if (inference.outputIndex() != null) {
            return "output index " + inference.outputIndex();
        }
        return inference.outputKey() == null ? "output" : "output key " + inference.outputKey();
    }
}
