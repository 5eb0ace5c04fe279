package dev.radin.cache;

import dev.radin.digest.Sha256;
import dev.radin.inference.Logits;
import dev.radin.inference.LogitsSink;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.soup.Metric;
import dev.radin.store.Publication;
import dev.radin.store.ScratchFile;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers the logits of a pass, or its scores, on scratch, as their digest stands before them in the file, then publishes them. */
public final class PassWriter implements LogitsSink, AutoCloseable {

    /** Metadata key: the digest of the network or of the program that made it. */
    static final String EVALUATOR = "evaluator";
    /** Metadata key: the version of the program, where it was one. */
    static final String VERSION = "version";

    private final Workspace workspace;
    private final ScratchFile scratch;
    private final Sha256 digest = new Sha256();
    private TensorInfo tensor;

    public PassWriter(Workspace workspace) {
        this.workspace = workspace;
        this.scratch = ScratchFile.create(workspace.settings().scratch(), ".logits");
    }

    /** @throws dev.radin.fault.RadinException {@code InvalidSpec} when the metric needs more classes: no pass is of use then */
    @Override
    public void begin(int examples, int classes) {
        Metric metric = workspace.selection().metric();
        metric.requireClasses(classes);
        tensor = metric.isOfLogits()
                ? new TensorInfo(StoredPass.TENSOR, DType.F32, List.of((long) examples, (long) classes))
                : new TensorInfo(StoredScores.TENSOR, DType.F32, List.of((long) examples));
    }

    @Override
    public void write(Logits block) {
        ByteBuffer bytes = block.bytes();
        digest.update(bytes.duplicate());
        scratch.write(bytes);
    }

    /** @param confirm throws when what the logits were made from is no longer what the key says */
    public void publish(
            PassKey key,
            TreeMap<String, Double> weights,
            Inspection inspection,
            Inspection.Dataset dataset,
            Runnable confirm) {
        Map<String, String> metadata = metadata(workspace, weights, inspection, dataset);
        metadata.put(StoredPass.DIGEST, digest.hex());
        try (Publication publication = workspace.create(workspace.layout().pass(key), confirm)) {
            SafetensorsWriter writer = new SafetensorsWriter(publication::write, List.of(tensor), metadata);
            scratch.copyTo(block -> writer.write(tensor, block));
            writer.finish();
            publication.publish();
            workspace.passes().published(key);
        }
    }

    /** What a pass was made of, as its file says it. */
    static Map<String, String> metadata(
            Workspace workspace, TreeMap<String, Double> weights, Inspection inspection, Inspection.Dataset dataset) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(
                "members",
                weights.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(" ")));
        metadata.put("dataset", workspace.digests().of(dataset.input()));
        metadata.put("device", workspace.settings().device());
        metadata.put(EVALUATOR, workspace.passes().evaluator(inspection));
        if (workspace.selection().evaluator() != null) {
            metadata.put(VERSION, workspace.selection().evaluator().version());
        }
        return metadata;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
