package dev.radin.worker;

import dev.radin.cache.StoredStatistics;
import dev.radin.cache.Workspace;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.Calibration;
import dev.radin.inference.MeasuringNetwork;
import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.store.ScratchFile;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.FiniteCheck;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import dev.radin.weights.ScriptedArchitecture;
import dev.radin.weights.SoupMembers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Has the BatchNorm layers of a soup measure the calibration dataset, and keeps what they found. */
final class StatisticsMaker {

    private static final String BATCHES = "num_batches_tracked";

    private final StageContext context;
    private final Inspection inspection;

    StatisticsMaker(StageContext context, Inspection inspection) {
        this.context = context;
        this.inspection = inspection;
    }

    /**
     * @param what of the soup, for people
     * @param byDigest the soup's members
     * @param weights its average, under the architecture's names
     * @param confirm throws when an input is no longer what its digest says
     * @throws RadinException {@code NonFiniteLogits} when what was measured is not finite
     */
    void make(
            PassKey key,
            ScriptedArchitecture architecture,
            String what,
            TreeMap<String, Double> byDigest,
            TensorSource weights,
            Runnable confirm) {
        Workspace workspace = context.workspace();
        Inspection.Dataset calibration = inspection.calibration();
        try (Dataset stored = workspace.inputs().openInputs(calibration.input().uri())) {
            Dataset dataset = stored.inOrder(stored.binding().indices(architecture.arguments()));
            context.progress().passStarted("BatchNorm of " + what + " on " + calibration.name(), dataset.examples());
            Calibration run = new Calibration(
                    dataset, workspace.selection().inference().batchSize(), context.progress()::examplesDone);
            try (MeasuringNetwork network = run.run(() -> load(architecture, what, weights));
                    ScratchFile found = ScratchFile.written(
                            workspace.settings().scratch(),
                            ".safetensors",
                            file -> writeAsIn(weights, architecture, network, file));
                    TensorSource measured = open(found)) {
                FiniteCheck.scan(measured).ifPresent(nonFinite -> {
                    throw new RadinException(
                            Reason.NonFiniteLogits,
                            "over " + calibration.input().uri() + " BatchNorm measured what is not finite: "
                                    + nonFinite.description());
                });
                StoredStatistics.publish(workspace, key, byDigest, inspection, measured, confirm);
            }
        }
    }

    private MeasuringNetwork load(ScriptedArchitecture architecture, String what, TensorSource weights) {
        try (ScratchFile archive = architecture.measuring(weights)) {
            return context.networks().loadMeasuring(archive.path(), what);
        }
    }

    /**
     * The statistics of those layers that ran, in the dtypes that the soup has them in: what is scored is what is published.
     * A layer that forward passes over, as those of heads for training are, keeps what it has.
     */
    private void writeAsIn(
            TensorSource weights, ScriptedArchitecture architecture, MeasuringNetwork network, ScratchFile rounded) {
        Workspace workspace = context.workspace();
        try (ScratchFile archive =
                        ScratchFile.written(workspace.settings().scratch(), ".pt", file -> network.write(file::write));
                TensorSource measured = workspace
                        .inputs()
                        .openCheckpoint(Location.of(archive.path()).toString(), null)
                        .source()) {
            List<TensorInfo> tensors = ofLayersThatRan(weights, architecture, measured);
            SafetensorsWriter writer = new SafetensorsWriter(rounded::write, tensors, Map.of());
            WeightAverager.copy(tensors, measured, writer, SoupMembers.settings(workspace));
            writer.finish();
        }
    }

    private List<TensorInfo> ofLayersThatRan(
            TensorSource weights, ScriptedArchitecture architecture, TensorSource measured) {
        Set<String> statistics = architecture.runningStatistics();
        Set<String> ran = statistics.stream()
                .filter(name -> name.endsWith(BATCHES))
                .filter(name -> number(measured, measured.find(name).orElseThrow()) > 0)
                .map(StatisticsMaker::layer)
                .collect(Collectors.toSet());
        if (ran.isEmpty()) {
            throw new RadinException(
                    Reason.InvalidInput,
                    architecture.uri()
                            + ": it has BatchNorm layers and runs none of them as a layer, so their statistics"
                            + " cannot be measured anew; leave out dataset "
                            + inspection.calibration().name()
                            + " of role Calibration");
        }
        return weights.tensors().stream()
                .filter(tensor -> statistics.contains(tensor.name()) && ran.contains(layer(tensor.name())))
                .toList();
    }

    /** With a dot at its end; empty for the network itself. */
    private static String layer(String buffer) {
        return buffer.substring(0, buffer.lastIndexOf('.') + 1);
    }

    private static long number(TensorSource source, TensorInfo scalar) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.read(scalar, 0, bytes);
        return bytes.getLong(0);
    }

    private TensorSource open(ScratchFile file) {
        return SafetensorsFile.open(
                context.workspace().store().open(Location.of(file.path())),
                context.workspace().settings().limits());
    }
}
