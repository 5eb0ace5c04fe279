package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.WeightsForm;
import dev.radin.soup.Mixture;
import dev.radin.store.ScratchFile;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.safetensors.CheckpointLayout;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of some mixtures: soups averaged in one sweep over their members, into scratch files; single models as they
 * are, or in scratch files too where they are adapters or all weights are to have one dtype.
 */
public final class SoupWeights implements AutoCloseable {

    private final Workspace workspace;
    private final Architecture architecture;
    private final WeightsForm form;
    private final List<ModelPool.Member> members;
    private final Map<Mixture, ScratchFile> soups = new LinkedHashMap<>();

    private SoupWeights(
            Workspace workspace, Architecture architecture, WeightsForm form, List<ModelPool.Member> members) {
        this.workspace = workspace;
        this.architecture = architecture;
        this.form = form;
        this.members = members;
    }

    public static SoupWeights make(
            Workspace workspace,
            Architecture architecture,
            WeightsForm form,
            List<ModelPool.Member> members,
            List<Mixture> mixtures) {
        SoupWeights averages = new SoupWeights(workspace, architecture, form, members);
        try {
            averages.average(
                    mixtures.stream().filter(averages::isMade).distinct().toList());
            return averages;
        } catch (RuntimeException | Error e) {
            averages.close();
            throw e;
        }
    }

    /** What is run as it is stored is not. */
    private boolean isMade(Mixture mixture) {
        return !mixture.isSingle()
                || OutputDType.of(form).isPresent()
                || members.get(mixture.member(0)).model().input().base() != null;
    }

    private void average(List<Mixture> mixtures) {
        if (mixtures.isEmpty()) {
            return;
        }
        try (SoupMembers ingredients =
                SoupMembers.open(workspace, architecture, form, ModelPool.inputs(members), mixtures)) {
            // One sweep for soups of the same dtypes: mostly for all.
            Map<Set<TensorInfo>, List<Mixture>> byDtypes = new LinkedHashMap<>();
            for (Mixture mixture : mixtures) {
                byDtypes.computeIfAbsent(Set.copyOf(ingredients.tensors(mixture)), t -> new ArrayList<>())
                        .add(mixture);
            }
            byDtypes.values().forEach(alike -> average(ingredients, ingredients.tensors(alike.get(0)), alike));
        }
    }

    private void average(SoupMembers ingredients, List<TensorInfo> tensors, List<Mixture> mixtures) {
        List<SafetensorsWriter> writers = new ArrayList<>();
        for (Mixture mixture : mixtures) {
            ScratchFile scratch = ScratchFile.create(workspace.settings().scratch(), ".safetensors");
            soups.put(mixture, scratch);
            writers.add(new SafetensorsWriter(scratch::write, tensors, CheckpointLayout.pytorchMetadata(Map.of())));
        }
        ingredients.average(tensors, mixtures, writers);
        writers.forEach(SafetensorsWriter::finish);
    }

    /** The weights, under the architecture's names. */
    public TensorSource open(Mixture mixture) {
        ScratchFile average = soups.get(mixture);
        Inspection.Input first = members.get(mixture.member(0)).model().input();
        if (average == null) {
            return SoupMembers.open(workspace, architecture, first);
        }
        TensorSource made = SafetensorsFile.open(
                workspace.store().open(Location.of(average.path())),
                workspace.settings().limits());
        return mixture.isSingle() ? new MadeWeights(first.uri(), made) : made;
    }

    /**
     * The same as files.
     *
     * @param weights as {@link #open} gave them
     */
    public WeightsFolder folder(Mixture mixture, TensorSource weights) {
        ScratchFile average = soups.get(mixture);
        ModelPool.Member member = members.get(mixture.member(0));
        try (Checkpoint first = workspace.inputs().openCheckpoint(member.model().input())) {
            return WeightsFolder.make(
                    workspace, member, architecture.part(first), average == null ? null : average.path(), weights);
        }
    }

    @Override
    public void close() {
        soups.values().forEach(ScratchFile::close);
    }
}
