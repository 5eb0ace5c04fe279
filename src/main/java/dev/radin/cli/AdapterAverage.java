package dev.radin.cli;

import dev.radin.cache.InputFiles;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.Mixture;
import dev.radin.store.Store;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.adapter.AdapterSoup;
import dev.radin.tensor.adapter.AveragedAdapter;
import dev.radin.tensor.adapter.MergedBase;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.tensor.safetensors.CheckpointLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code radin average} of adapters: an adapter again, or their base with the updates in it. */
record AdapterAverage(Store store, Limits limits, AdapterOptions options, AverageOutput output, Consumer<String> note) {

    /** @param mixture of the adapters in their order */
    void write(Map<String, Adapter> adapters, Mixture mixture) {
        Integer rank = options.rank();
        if (options.base() == null && !output.target().isFolder()) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "--to: an adapter is a folder with two files; write a slash at its end: " + output.target() + "/");
        }
        AdapterSoup.failOnMisfits(adapters);
        AdapterSoup soup = AdapterSoup.of(new ArrayList<>(adapters.values()), mixture);
        if (options.base() != null) {
            merge(soup);
        } else {
            writeAdapter(
                    rank == null
                            ? AveragedAdapter.exact(soup)
                            : AveragedAdapter.cut(soup, rank, limits.bufferBytes() / 2));
        }
    }

    private void writeAdapter(AveragedAdapter averaged) {
        averaged.notes().forEach(note);
        output.failOnExisting(List.of(AveragedAdapter.CONFIG));
        List<String> names = averaged.tensors().stream().map(TensorInfo::name).toList();
        CheckpointLayout layout = new CheckpointLayout(
                Optional.empty(),
                List.of(new CheckpointLayout.Shard(AveragedAdapter.WEIGHTS, names, Map.of("format", "pt"))));
        output.write(layout, averaged.tensors(), List.of(averaged.source()), Mixture.single(0));
        // Without it the folder is no adapter, so it comes last.
        output.writeFile(AveragedAdapter.CONFIG, averaged.config());
        double error = averaged.relativeError();
        note.accept(String.format(
                Locale.ROOT,
                "rank %s, %s",
                averaged.ranks().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                error == 0
                        ? "the exact mean of the updates"
                        : String.format(
                                Locale.ROOT,
                                "%.4f %% away from the mean of the updates (relative Frobenius norm)",
                                100 * error)));
    }

    private void merge(AdapterSoup soup) {
        try (Checkpoint base = new InputFiles(store, limits)
                .openCheckpoint(Arguments.uri(options.base()).toString(), null)) {
            MergedBase merged = MergedBase.of(base, soup, limits.bufferBytes() / 2);
            merged.notes().forEach(note);
            output.write(merged.layout(), merged.tensors(), List.of(merged.source()), Mixture.single(0));
            output.writeCompanions(CompanionFiles.beside(store, base.files().get(0)), merged.tensors());
        }
    }
}
