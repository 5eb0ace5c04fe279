package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.WidenedTensors;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The members of some mixtures, open to be averaged. */
public final class SoupMembers implements AutoCloseable {

    /** By the numbers of the mixtures; null where no mixture has that model. */
    private final List<TensorSource> sources = new ArrayList<>();

    private final Optional<DType> dtype;

    private SoupMembers(Optional<DType> dtype) {
        this.dtype = dtype;
    }

    /** @param models by the numbers of the mixtures */
    public static SoupMembers open(
            Workspace workspace, Architecture architecture, List<Inspection.Input> models, List<Mixture> mixtures) {
        SoupMembers ingredients = new SoupMembers(OutputDType.of(workspace));
        try {
            for (int i = 0; i < models.size(); i++) {
                int model = i;
                boolean wanted = mixtures.stream().anyMatch(m -> m.contains(model));
                ingredients.sources.add(wanted ? open(workspace, architecture, models.get(i)) : null);
            }
            return ingredients;
        } catch (RuntimeException e) {
            ingredients.close();
            throw e;
        }
    }

    /** One checkpoint, under the architecture's names. */
    public static TensorSource open(Workspace workspace, Architecture architecture, ModelPool.Member member) {
        return open(workspace, architecture, member.model().input());
    }

    static TensorSource open(Workspace workspace, Architecture architecture, Inspection.Input input) {
        Checkpoint checkpoint = workspace.inputs().openCheckpoint(input);
        return architecture.completed(architecture.named(checkpoint).source(), architecture.weights());
    }

    /**
     * Those of a soup's first member: the others have the same, other names of the same tied weights, or lack some that the
     * architecture has. Floating ones are in the dtype asked for, or in the smallest that holds those of all its members.
     */
    public List<TensorInfo> tensors(Mixture soup) {
        return WidenedTensors.as(
                dtype,
                WidenedTensors.widest(
                        sources.get(soup.member(0)).tensors(),
                        Arrays.stream(soup.members()).mapToObj(sources::get).toList()));
    }

    public List<TensorSource> sources() {
        return sources;
    }

    @Override
    public void close() {
        sources.stream().filter(s -> s != null).forEach(TensorSource::close);
    }
}
