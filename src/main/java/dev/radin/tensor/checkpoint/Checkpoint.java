package dev.radin.tensor.checkpoint;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;
import dev.radin.tensor.safetensors.CheckpointLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An open checkpoint, whatever it is stored as.
 *
 * @param source closed with this
 * @param files the files that hold its tensors, without the index; what identifies its content
 * @param index of a checkpoint in shards: which of their tensors belong to it
 * @param format as people call it
 * @param layout how the same tensors are written as safetensors
 * @param notes what was recognised and done on the way, for people
 */
public record Checkpoint(
        TensorSource source,
        List<Location> files,
        Optional<Location> index,
        String format,
        CheckpointLayout layout,
        List<String> notes)
        implements AutoCloseable {

    public Checkpoint {
        files = List.copyOf(files);
        // They quote names of the file.
        notes = notes.stream().map(Printable::of).toList();
    }

    public List<TensorInfo> tensors() {
        return source.tensors();
    }

    /** Whether its files can be read by whoever reads safetensors, under the names of its layout and of its tensors. */
    public boolean isPlainSafetensors() {
        boolean renamed = source instanceof RenamedTensors;
        boolean named = index.isEmpty()
                || layout.fileNames()
                        .containsAll(files.stream().map(Location::name).toList());
        return !renamed && named && format.matches(SafetensorsFormat.NAME + "( in [0-9]+ shards)?");
    }

    /**
     * Why this must not be averaged with others, as a clause that says what to do instead; empty when its tensors are
     * weights as they are. Of factors (LoRA, weight norm) the mean is not the mean of their products.
     */
    public Optional<String> factors() {
        return FactorisedWeights.describe(files.stream().map(Location::name).toList(), tensors());
    }

    /**
     * The part of this checkpoint that has the architecture's names, under those names: without the prefix that a training
     * module or a wrapper puts before them, and without what lies outside. This one where names fit as they are. Both share
     * the source: close one of them.
     *
     * @param optional wanted names that it may lack
     * @throws RadinException {@code MismatchedModel} when two names are the same without wrappers; then it is closed
     */
    public Checkpoint named(Set<String> wanted, Set<String> optional) {
        NameMapping mapping = mapping(wanted, optional);
        List<String> more = new ArrayList<>(notes);
        more.addAll(mapping.notes());
        return with(mapping.newNames(), more);
    }

    /** The part that {@link #named} takes, under its own names. */
    public Checkpoint part(Set<String> wanted, Set<String> optional) {
        Map<String, String> own = new LinkedHashMap<>();
        mapping(wanted, optional).newNames().keySet().forEach(name -> own.put(name, name));
        return with(own, notes);
    }

    /** The tensors that a key names; closed when there are none. */
    Checkpoint below(String key) {
        return with(RenamedTensors.below(source, key).newNames(), notes);
    }

    private NameMapping mapping(Set<String> wanted, Set<String> optional) {
        Set<String> names =
                tensors().stream().map(TensorInfo::name).collect(Collectors.toCollection(LinkedHashSet::new));
        NameMapping mapping = NameMapping.fit(names, wanted, optional);
        mapping.collision().ifPresent(collision -> {
            close();
            throw new RadinException(Reason.MismatchedModel, source.uri() + ": " + Printable.of(collision));
        });
        return mapping;
    }

    private Checkpoint with(Map<String, String> newNames, List<String> allNotes) {
        boolean asItIs = newNames.size() == tensors().size()
                && newNames.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()));
        return asItIs
                ? new Checkpoint(source, files, index, format, layout, allNotes)
                : new Checkpoint(
                        new RenamedTensors(source, newNames), files, index, format, layout.renamed(newNames), allNotes);
    }

    /** The same, and closing it closes another as well, which it is read from. */
    public Checkpoint closing(Checkpoint other) {
        TensorSource both = new WrappedTensors(source) {
            @Override
            public void close() {
                super.close();
                other.close();
            }
        };
        return new Checkpoint(both, files, index, format, layout, notes);
    }

    @Override
    public void close() {
        source.close();
    }
}
