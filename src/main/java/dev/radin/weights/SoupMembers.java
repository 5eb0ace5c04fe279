package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.WeightsForm;
import dev.radin.soup.Mixture;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.Accumulation;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.List;

/** The members of some mixtures, open to be averaged. */
public interface SoupMembers extends AutoCloseable {

    /** @param models by the numbers of the mixtures */
    static SoupMembers open(
            Workspace workspace,
            Architecture architecture,
            WeightsForm form,
            List<Inspection.Input> models,
            List<Mixture> mixtures) {
        return models.stream().anyMatch(model -> model.base() != null)
                ? AdapterMembers.open(workspace, architecture, form, models, mixtures)
                : WholeMembers.open(workspace, architecture, form, models, mixtures);
    }

    /** One model as it is stored, under the architecture's names. */
    static TensorSource open(Workspace workspace, Architecture architecture, Inspection.Input model) {
        return named(architecture, workspace.inputs().openCheckpoint(model));
    }

    /** A checkpoint's weights under the architecture's names. */
    static TensorSource named(Architecture architecture, Checkpoint checkpoint) {
        return architecture.completed(architecture.named(checkpoint).source(), architecture.weights());
    }

    /** How weights are summed, with a quarter of the memory for buffers. */
    static WeightAverager.Settings settings(Workspace workspace) {
        return new WeightAverager.Settings(
                workspace.settings().limits().bufferBytes() / 4,
                Accumulation.F64,
                workspace.settings().threads());
    }

    /** What a soup has, in the dtypes that it is made in. */
    List<TensorInfo> tensors(Mixture soup);

    /**
     * Writes each soup to its output.
     *
     * @param tensors of every soup, in the dtypes that {@link #tensors(Mixture)} says
     */
    void average(List<TensorInfo> tensors, List<Mixture> soups, List<? extends TensorSink> outputs);

    @Override
    void close();
}
