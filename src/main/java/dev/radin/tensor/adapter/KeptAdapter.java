package dev.radin.tensor.adapter;

import dev.radin.store.Publication;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.average.WidenedTensors;
import dev.radin.tensor.checkpoint.ConfigJson;
import dev.radin.tensor.safetensors.CheckpointLayout;
import dev.radin.tensor.safetensors.CheckpointWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/** A soup of adapters as the files of an adapter: their sum, that cut to a rank, or a single adapter as it is. */
public final class KeptAdapter {

    private final TensorSource source;
    private final List<TensorInfo> tensors;
    private final byte[] config;
    private final List<Integer> ranks;
    private final List<String> notes;
    private final DoubleSupplier relativeError;

    private KeptAdapter(
            TensorSource source,
            List<TensorInfo> tensors,
            byte[] config,
            List<Integer> ranks,
            List<String> notes,
            DoubleSupplier relativeError) {
        this.source = source;
        this.tensors = tensors;
        this.config = config;
        this.ranks = ranks;
        this.notes = notes;
        this.relativeError = relativeError;
    }

    /**
     * @param soup whose adapters stay open while this is used
     * @param mostRank of a module; null for that of the sum
     * @param dtype of floating tensors; where there is none, of each the smallest that holds what it is made from
     * @param bufferBytes the most memory that a module may take where it is cut
     * @throws dev.radin.fault.RadinException {@code InvalidSpec} when that is too little
     */
    public static KeptAdapter of(AdapterSoup soup, Integer mostRank, Optional<DType> dtype, long bufferBytes) {
        List<Integer> ranks = soup.ranks();
        boolean isCut = mostRank != null && mostRank < ranks.get(ranks.size() - 1);
        if (!isCut && soup.alone().isPresent()) {
            Adapter adapter = soup.first();
            return new KeptAdapter(
                    adapter.source(),
                    WidenedTensors.as(dtype, adapter.source().tensors()),
                    ConfigJson.write(adapter.config().fields()),
                    ranks,
                    List.of(),
                    () -> 0);
        }
        AveragedAdapter averaged =
                isCut ? AveragedAdapter.cut(soup, mostRank, bufferBytes) : AveragedAdapter.exact(soup);
        return new KeptAdapter(
                averaged.source(),
                WidenedTensors.as(dtype, averaged.tensors()),
                averaged.config(),
                averaged.ranks(),
                averaged.notes(),
                averaged::relativeError);
    }

    /**
     * Writes both files; the configuration last, as without it a folder is no adapter. What is there already stays.
     *
     * @param create begins a file by its name
     */
    public void write(Function<String, Publication> create, WeightAverager.Settings settings) {
        CheckpointLayout layout = new CheckpointLayout(
                Optional.empty(),
                List.of(new CheckpointLayout.Shard(
                        AveragedAdapter.WEIGHTS,
                        tensors.stream().map(TensorInfo::name).toList(),
                        Map.of("format", "pt"))));
        try (CheckpointWriter writer =
                new CheckpointWriter(create, CheckpointWriter.Existing.SAME_CONTENT, layout, tensors)) {
            WeightAverager.copy(writer.tensors(), source, writer, settings);
            writer.finish();
        }
        try (Publication publication = create.apply(AveragedAdapter.CONFIG)) {
            publication.write(ByteBuffer.wrap(config));
            publication.publish();
        }
    }

    /** Of its modules, ascending. */
    public List<Integer> ranks() {
        return ranks;
    }

    /** What to say of it, for people. */
    public List<String> notes() {
        return notes;
    }

    /** As {@link AveragedAdapter#relativeError}. */
    public double relativeError() {
        return relativeError.getAsDouble();
    }
}
