package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.location.OwnName;
import dev.radin.protocol.Inspection;
import dev.radin.weights.ScriptedArchitecture;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The most scratch that a share takes at one time: the averaged weights of all its soups, a network with the weights of one,
 * the logits of one pass, and what inputs are unpacked to that cannot be read in place.
 *
 * @param bytes of the weights and the network, of inputs, and of scores
 * @param bytesAClass of the logits; how many classes the network tells apart shows only when it runs. 0 of scores
 */
public record ScratchNeed(long bytes, long bytesAClass) {

    /**
     * @param context by whose store the inputs have been inspected
     * @param passesPerShare as the planner cuts stages into shares
     */
    public static ScratchNeed of(StageContext context, Inspection inspection, int passesPerShare) {
        Workspace workspace = context.workspace();
        long unpacked = workspace.store().scratchBytes();
        long examples = Stream.concat(inspection.validation().stream(), inspection.test().stream())
                .mapToLong(Inspection.Dataset::examples)
                .max()
                .orElse(0);
        if (inspection.architecture() == null) {
            // A soup in shards is written again for the program, and logits are its output before they are ours.
            long output = 2L * Float.BYTES * examples;
            boolean scores = workspace.selection().evaluator().givesScores();
            return new ScratchNeed(
                    (averaged(workspace, inspection, passesPerShare) + 1) * OutputSize.weightsBytes(context, inspection)
                            + companions(inspection)
                            + fetched(workspace, inspection)
                            + unpacked
                            + (scores ? output : 0),
                    scores ? 0 : output);
        }
        try (ScriptedArchitecture architecture = ScriptedArchitecture.open(workspace, inspection.architecture())) {
            return new ScratchNeed(
                    averaged(workspace, inspection, passesPerShare) * architecture.mostFileBytes()
                            + inspection.architecture().sizeBytes()
                            + unpacked,
                    Float.BYTES * examples);
        }
    }

    private static int passesOfSoup(Inspection inspection) {
        return inspection.validation().size() + (inspection.calibration() == null ? 0 : 1);
    }

    /** What lies beside the weights that a program is given. */
    private static long companions(Inspection inspection) {
        return inspection.run().stream()
                .map(Inspection.Model::companions)
                .filter(Objects::nonNull)
                .mapToLong(Inspection.Companions::sizeBytes)
                .max()
                .orElse(0);
    }

    /** Datasets that are not on this machine. */
    private static long fetched(Workspace workspace, Inspection inspection) {
        return Stream.concat(inspection.validation().stream(), inspection.test().stream())
                .map(Inspection.Dataset::input)
                .filter(input -> !OwnName.is(input.uri())
                        && workspace.store().localFile(Location.of(input.uri())).isEmpty())
                .mapToLong(Inspection.Input::sizeBytes)
                .sum();
    }

    /** How many files of averaged weights there are at one time; single models are among them when they are adapters, or a dtype is
     * asked for. */
    private static long averaged(Workspace workspace, Inspection inspection, int passesPerShare) {
        boolean rounded = workspace.selection().outputDType() != null || inspection.ofAdapters();
        int singles = rounded ? Math.min(passesPerShare, inspection.models().size()) : 0;
        int soups = Math.min(
                Math.max(1, passesPerShare / passesOfSoup(inspection)),
                workspace.selection().evaluations());
        return Math.max(singles, Math.max(soups, workspace.selection().tested()));
    }
}
