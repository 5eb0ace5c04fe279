package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.soup.Mixture;
import dev.radin.store.ScratchFile;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.Accumulation;
import dev.radin.tensor.average.WeightAverager;
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
 * are, or in scratch files too when all weights are to have one dtype.
 */
public final class SoupWeights implements AutoCloseable {

    private final Workspace workspace;
    private final Architecture architecture;
    private final List<ModelPool.Member> members;
    private final Map<Mixture, ScratchFile> soups = new LinkedHashMap<>();

    private SoupWeights(Workspace workspace, Architecture architecture, List<ModelPool.Member> members) {
        this.workspace = workspace;
        this.architecture = architecture;
        this.members = members;
    }

    public static SoupWeights make(
            Workspace workspace, Architecture architecture, List<ModelPool.Member> members, List<Mixture> mixtures) {
        SoupWeights averages = new SoupWeights(workspace, architecture, members);
        try {
            boolean rounded = OutputDType.of(workspace).isPresent();
            averages.average(mixtures.stream()
                    .filter(m -> rounded || !m.isSingle())
                    .distinct()
                    .toList());
            return averages;
        } catch (RuntimeException | Error e) {
            averages.close();
            throw e;
        }
    }

    /**
     * Every model's block is read once for all soups that it is in.
     *
     * @param tensors of every soup, in the dtypes that {@link SoupMembers#tensors(Mixture)} says
     */
    public static void average(
            Workspace workspace,
            SoupMembers ingredients,
            List<TensorInfo> tensors,
            List<Mixture> soups,
            List<? extends TensorSink> outputs) {
        WeightAverager.average(
                tensors,
                ingredients.sources(),
                soups,
                outputs,
                new WeightAverager.Settings(
                        workspace.settings().limits().bufferBytes() / 4,
                        Accumulation.F64,
                        workspace.settings().threads()),
                bytes -> {});
    }

    private void average(List<Mixture> mixtures) {
        if (mixtures.isEmpty()) {
            return;
        }
        try (SoupMembers ingredients = SoupMembers.open(workspace, architecture, ModelPool.inputs(members), mixtures)) {
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
        average(workspace, ingredients, tensors, mixtures, writers);
        writers.forEach(SafetensorsWriter::finish);
    }

    /** The weights, under the architecture's names. */
    public TensorSource open(Mixture mixture) {
        ScratchFile average = soups.get(mixture);
        return average == null
                ? SoupMembers.open(workspace, architecture, members.get(mixture.member(0)))
                : SafetensorsFile.open(
                        workspace.store().open(Location.of(average.path())),
                        workspace.settings().limits());
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
