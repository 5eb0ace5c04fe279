package dev.radin.report;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Soup;
import dev.radin.soup.Mixture;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.Publication;
import dev.radin.store.ScratchFile;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.adapter.AveragedAdapter;
import dev.radin.tensor.adapter.KeptAdapter;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.safetensors.CheckpointWriter;
import dev.radin.weights.AdapterMembers;
import dev.radin.weights.Architecture;
import dev.radin.weights.MeasuredStatistics;
import dev.radin.weights.ModelDigests;
import dev.radin.weights.ModelPool;
import dev.radin.weights.ScriptedArchitecture;
import dev.radin.weights.SoupMembers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Publishes the chosen weights: the checkpoint, the runnable network, the model card, and at last the manifest. A single
 * model is published like a soup.
 */
public final class SoupPublisher {

    private static final String MANIFEST = "soup.json";
    private static final String NETWORK = "soup.pt";
    private static final String CARD = "README.md";

    private final Workspace workspace;
    private final Inspection inspection;
    private final ModelPool pool;

    public SoupPublisher(Workspace workspace, Inspection inspection, ModelPool pool) {
        this.workspace = workspace;
        this.inspection = inspection;
        this.pool = pool;
    }

    /**
     * @param name of the folder
     * @param digest of the file with the weights; of a sharded checkpoint of its index
     * @param adapter what kind of adapter it is; null for weights
     */
    public record Result(String name, Location folder, String digest, Soup.Adapter adapter) {}

    /**
     * @param source the member of the mixture whose configuration and tokenizer it gets
     * @param score on the validation data
     */
    public Result publish(
            Mixture mixture, int source, double score, List<DatasetScore> datasets, List<DatasetScore> test) {
        SoupCompanions companions = SoupCompanions.of(workspace, pool, mixture, source);
        String name = new SoupName(workspace, inspection, pool).of(mixture, companions);
        Location folder = workspace.layout().soup(name);
        Location manifest = folder.child(MANIFEST);
        Optional<Soup> before = workspace.json().readIfPresent(manifest, Soup.class);
        Soup.Adapter adapter = before.map(Soup::adapter).orElse(null);
        String weightsFile = AveragedAdapter.WEIGHTS;
        if (!workspace.form(inspection).isAdapter()) {
            weightsFile = files(mixture, folder, companions, before.isPresent());
        } else if (before.isEmpty()) {
            adapter = adapter(mixture, folder);
        }
        String digest;
        if (before.isPresent()) {
            digest = digest(folder.child(weightsFile));
        } else {
            Map<String, String> files = digests(folder);
            digest = files.get(weightsFile);
            Soup soup = new Soup(
                    members(mixture),
                    inspection.architecture() == null ? null : workspace.evaluatorDigest(inspection),
                    workspace.selection().evaluator(),
                    files,
                    workspace.selection().metric().name(),
                    score,
                    datasets,
                    test,
                    Versions.of(workspace.settings().device()),
                    calibration(mixture),
                    adapter);
            workspace
                    .json()
                    .publish(
                            folder.child(CARD),
                            ModelCard.write(soup, weightsFile, companions).getBytes(StandardCharsets.UTF_8));
            workspace.json().publish(manifest, soup);
        }
        return new Result(name, folder, digest, adapter);
    }

    /** @return the name of the file, or of the index, that stands for the weights */
    private String files(Mixture mixture, Location folder, SoupCompanions companions, boolean complete) {
        ModelPool.Member first = pool.members().get(mixture.member(0));
        try (Architecture architecture = Architecture.open(workspace, inspection.architecture());
                Checkpoint original =
                        workspace.inputs().openCheckpoint(first.model().input())) {
            Checkpoint part = architecture.part(original);
            List<String> names = part.layout().fileNames();
            if (!complete) {
                Runnable members = confirm(mixture, new ModelDigests(workspace, architecture));
                Runnable confirm = () -> {
                    members.run();
                    companions.source().confirm(companions.files());
                };
                try (MeasuredStatistics statistics = MeasuredStatistics.open(
                        workspace, inspection, pool.byDigest(mixture), ModelPool.title(pool.names(mixture)))) {
                    List<TensorInfo> weights = writeWeights(mixture, folder, architecture, part, statistics, confirm);
                    companions.files().copy(weights, file -> workspace.create(folder.child(file), confirm));
                }
                if (architecture instanceof ScriptedArchitecture scripted) {
                    writeNetwork(folder, scripted, names.get(names.size() - 1), confirm);
                }
            }
            return names.get(names.size() - 1);
        }
    }

    /** All else is the base's: it has no configuration but its own, and no network. */
    private Soup.Adapter adapter(Mixture mixture, Location folder) {
        try (Architecture architecture = Architecture.open(workspace, inspection.architecture());
                AdapterMembers members = AdapterMembers.open(
                        workspace,
                        architecture,
                        workspace.form(inspection),
                        ModelPool.inputs(pool.everyone()),
                        List.of(mixture))) {
            Runnable confirm = confirm(mixture, new ModelDigests(workspace, architecture));
            KeptAdapter kept = members.write(mixture, file -> workspace.create(folder.child(file), confirm));
            return new Soup.Adapter(kept.ranks(), kept.relativeError());
        }
    }

    /** @return what was written */
    private List<TensorInfo> writeWeights(
            Mixture mixture,
            Location folder,
            Architecture architecture,
            Checkpoint original,
            MeasuredStatistics statistics,
            Runnable confirm) {
        try (SoupMembers ingredients = SoupMembers.open(
                workspace,
                architecture,
                workspace.form(inspection),
                ModelPool.inputs(pool.everyone()),
                List.of(mixture))) {
            // The members are read under the architecture's names and written under their own.
            Map<TensorInfo, TensorInfo> ownByArchitecture = new HashMap<>();
            Map<TensorInfo, TensorInfo> architectureByOwn = new HashMap<>();
            List<TensorInfo> renamed = ingredients.tensors(mixture);
            for (int i = 0; i < renamed.size(); i++) {
                TensorInfo own = new TensorInfo(
                        original.tensors().get(i).name(),
                        renamed.get(i).dtype(),
                        renamed.get(i).shape());
                ownByArchitecture.put(renamed.get(i), own);
                architectureByOwn.put(own, renamed.get(i));
            }
            try (CheckpointWriter writer = new CheckpointWriter(
                    name -> workspace.create(folder.child(name), confirm),
                    CheckpointWriter.Existing.SAME_CONTENT,
                    original.layout(),
                    List.copyOf(architectureByOwn.keySet()))) {
                ingredients.average(
                        writer.tensors().stream().map(architectureByOwn::get).toList(),
                        List.of(mixture),
                        List.of(statistics.over(
                                (tensor, bytes) -> writer.write(ownByArchitecture.get(tensor), bytes))));
                writer.finish();
                return writer.tensors();
            }
        }
    }

    /** The folder is named by what the members and the architecture were when they were first read. */
    private Runnable confirm(Mixture mixture, ModelDigests digests) {
        return () -> {
            List<Runnable> confirmations = new ArrayList<>();
            for (int member : mixture.members()) {
                confirmations.add(() -> digests.confirm(pool.everyone().get(member)));
            }
            confirmations.add(() -> workspace.confirmEvaluator(inspection));
            workspace.confirmAll(confirmations);
        };
    }

    private void writeNetwork(
            Location folder, ScriptedArchitecture architecture, String weightsFile, Runnable confirm) {
        try (Checkpoint published = workspace
                        .inputs()
                        .openCheckpoint(folder.child(weightsFile).toString(), null);
                TensorSource weights =
                        architecture.aliased(architecture.named(published).source());
                ScratchFile network = architecture.withWeights(weights);
                Publication publication = workspace.create(folder.child(NETWORK), confirm)) {
            network.copyTo(publication::write);
            publication.publish();
        }
    }

    private List<Soup.Member> members(Mixture mixture) {
        return workspace.requests().map(mixture.size(), k -> {
            ModelPool.Member member = pool.everyone().get(mixture.member(k));
            Inspection.Input input = member.model().input();
            return new Soup.Member(
                    member.name(),
                    input.uri(),
                    workspace.digests().of(input),
                    input.stateDictKey(),
                    mixture.weight(k),
                    base(input));
        });
    }

    private Soup.Base base(Inspection.Input model) {
        return model.base() == null
                ? null
                : new Soup.Base(model.base().uri(), workspace.digests().of(model.base()));
    }

    private Soup.Calibration calibration(Mixture mixture) {
        return workspace
                .passes()
                .statistics(pool.byDigest(mixture), inspection)
                .map(statistics -> inspection.calibration())
                .map(dataset ->
                        new Soup.Calibration(dataset.name(), workspace.digests().of(dataset.input())))
                .orElse(null);
    }

    /** Of the files that are there, but for the card, which tells of them. */
    private Map<String, String> digests(Location folder) {
        List<String> files = workspace.store().list(folder).stream()
                .filter(file -> !file.equals(CARD))
                .toList();
        List<String> read = workspace.requests().map(files.size(), i -> digest(folder.child(files.get(i))));
        Map<String, String> digests = new TreeMap<>();
        for (int i = 0; i < read.size(); i++) {
            digests.put(files.get(i), read.get(i));
        }
        return digests;
    }

    private String digest(Location uri) {
        try (Blob blob = workspace.store().open(uri)) {
            return Digests.of(blob);
        }
    }
}
