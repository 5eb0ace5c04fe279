package dev.radin.report;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.weights.Architecture;
import dev.radin.weights.ModelDigests;
import dev.radin.weights.ModelPool;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Content digests of everything that a selection read, by what it was read as. */
final class ReportedInputs {

    private ReportedInputs() {}

    static Map<String, String> of(Workspace workspace, Inspection inspection, ModelPool pool) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put(
                inspection.architecture() == null ? "evaluator" : "architecture",
                workspace.evaluatorDigest(inspection));
        inspection
                .validation()
                .forEach(d ->
                        inputs.put("validation/" + d.name(), workspace.digests().of(d.input())));
        inspection
                .test()
                .forEach(d -> inputs.put("test/" + d.name(), workspace.digests().of(d.input())));
        Optional.ofNullable(inspection.calibration())
                .ifPresent(d -> inputs.put(
                        "calibration/" + d.name(), workspace.digests().of(d.input())));
        base(workspace, inspection, pool).ifPresent(digest -> inputs.put("base", digest));
        pool.members().stream()
                .sorted(Comparator.comparing(ModelPool.Member::name))
                .forEach(m -> inputs.put("models/" + m.name(), m.digest()));
        return inputs;
    }

    /** Of the weights of what is mixed with the models, or of what adapters are added to. */
    private static Optional<String> base(Workspace workspace, Inspection inspection, ModelPool pool) {
        if (pool.base().isPresent() || !inspection.ofAdapters()) {
            return pool.base().map(ModelPool.Member::digest);
        }
        try (Architecture architecture = Architecture.open(workspace, inspection.architecture())) {
            return Optional.of(new ModelDigests(workspace, architecture)
                    .of(inspection.models().get(0).input().base()));
        }
    }
}
