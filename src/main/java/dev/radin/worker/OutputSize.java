package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.soup.Mixture;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import dev.radin.weights.Architecture;
import dev.radin.weights.SoupMembers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How large the published checkpoint and network are. */
public final class OutputSize {

    private OutputSize() {}

    /** Of a soup of all models: others may be smaller where their dtypes are, or there are fewer factors. */
    public static long bytes(StageContext context, Inspection inspection) {
        if (context.workspace().form(inspection).isAdapter()) {
            return inspection.models().stream()
                    .mapToLong(model -> model.input().sizeBytes())
                    .sum();
        }
        long network = inspection.architecture() == null
                ? 0
                : inspection.architecture().sizeBytes();
        return weightsBytes(context, inspection) + network;
    }

    static long weightsBytes(StageContext context, Inspection inspection) {
        Workspace workspace = context.workspace();
        // Adapters, merged, all have the same tensors.
        List<Inspection.Input> models = inspection.models().stream()
                .limit(inspection.ofAdapters() ? 1 : inspection.models().size())
                .map(Inspection.Model::input)
                .toList();
        Mixture all = Mixture.uniform(IntStream.range(0, models.size()).toArray());
        try (Architecture architecture = Architecture.open(workspace, inspection.architecture());
                SoupMembers members = SoupMembers.open(
                        workspace, architecture, workspace.form(inspection).ofWeights(), models, List.of(all))) {
            return SafetensorsWriter.sizeBytes(members.tensors(all), Map.of());
        }
    }
}
