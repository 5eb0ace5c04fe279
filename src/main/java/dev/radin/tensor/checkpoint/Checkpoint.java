package dev.radin.tensor.checkpoint;

import dev.radin.fault.Printable;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.CheckpointLayout;
import dev.radin.tensor.safetensors.SiblingUris;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An open checkpoint, whatever it is stored as.
 *
 * @param source closed with this
 * @param files the files that hold its tensors, without the index; what identifies its content
 * @param format as people call it
 * @param layout how the same tensors are written as safetensors
 * @param notes what was recognised and done on the way, for people
 */
public record Checkpoint(
        TensorSource source, List<URI> files, String format, CheckpointLayout layout, List<String> notes)
        implements AutoCloseable {

    public Checkpoint {
        files = List.copyOf(files);
        // They quote names of the file.
        notes = notes.stream().map(Printable::of).toList();
    }

    public List<TensorInfo> tensors() {
        return source.tensors();
    }

    /**
     * Why this must not be averaged with others, as a clause that says what to do instead; empty when its tensors are
     * weights as they are. Of factors (LoRA, weight norm) the mean is not the mean of their products.
     */
    public Optional<String> factors() {
        return FactorisedWeights.describe(
                files.stream().map(SiblingUris::fileName).toList(), tensors());
    }

    /**
     * This checkpoint with its tensors named as the architecture names them, where all that differs is a wrapper's prefix
     * ({@code module.}); else this one. Both share the source: close one of them.
     */
    public Checkpoint named(Set<String> wanted) {
        Set<String> names =
                tensors().stream().map(TensorInfo::name).collect(Collectors.toCollection(LinkedHashSet::new));
        NameMapping mapping = NameMapping.fit(names, wanted);
        if (mapping.isIdentity()) {
            return this;
        }
        List<String> more = new ArrayList<>(notes);
        more.add(mapping.description());
        return new Checkpoint(
                new RenamedTensors(source, mapping::apply), files, format, layout.renamed(mapping::apply), more);
    }

    @Override
    public void close() {
        source.close();
    }
}
