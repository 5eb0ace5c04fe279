package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.WeightsForm;
import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.average.WidenedTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Members that are whole weights. Every model's block is read once for all soups that it is in. */
final class WholeMembers implements SoupMembers {

    private final Workspace workspace;

    /** By the numbers of the mixtures; null where no mixture has that model. */
    private final List<TensorSource> sources;

    private final Optional<DType> dtype;

    private WholeMembers(Workspace workspace, WeightsForm form, int models) {
        this.workspace = workspace;
        this.sources = new ArrayList<>(Collections.nCopies(models, null));
        this.dtype = OutputDType.of(form);
    }

    static WholeMembers open(
            Workspace workspace,
            Architecture architecture,
            WeightsForm form,
            List<Inspection.Input> models,
            List<Mixture> mixtures) {
        WholeMembers members = new WholeMembers(workspace, form, models.size());
        int[] wanted = IntStream.range(0, models.size())
                .filter(model -> mixtures.stream().anyMatch(m -> m.contains(model)))
                .toArray();
        try {
            workspace
                    .requests()
                    .each(
                            wanted.length,
                            i -> members.sources.set(
                                    wanted[i], SoupMembers.open(workspace, architecture, models.get(wanted[i]))));
            return members;
        } catch (RuntimeException | Error e) {
            members.close();
            throw e;
        }
    }

    /**
     * Those of a soup's first member: the others have the same, other names of the same tied weights, or lack some that the
     * architecture has. Floating ones are in the dtype asked for, or in the smallest that holds those of all its members.
     */
    @Override
    public List<TensorInfo> tensors(Mixture soup) {
        return WidenedTensors.as(
                dtype,
                WidenedTensors.widest(
                        sources.get(soup.member(0)).tensors(),
                        Arrays.stream(soup.members()).mapToObj(sources::get).toList()));
    }

    @Override
    public void average(List<TensorInfo> tensors, List<Mixture> soups, List<? extends TensorSink> outputs) {
        WeightAverager.average(tensors, sources, soups, outputs, SoupMembers.settings(workspace), bytes -> {});
    }

    @Override
    public void close() {
        sources.stream().filter(s -> s != null).forEach(TensorSource::close);
    }
}
