package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.store.FileFaults;
import dev.radin.store.ScratchFolder;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.tensor.safetensors.CheckpointLayout;
import dev.radin.tensor.safetensors.CheckpointWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a mixture as files, for a program that is not radin: safetensors, in one file or in shards as its first
 * member is, beside configuration and tokenizer of that member where it is a model of transformers. Weights that lie on this
 * machine as they are needed are linked, and all else written.
 */
public final class WeightsFolder implements AutoCloseable {

    private static final String WEIGHTS = "weights";
    private static final String OUTPUT = "output.safetensors";
    private static final int BLOCK_BYTES = 1 << 20;

    private final ScratchFolder folder;

    private WeightsFolder(ScratchFolder folder) {
        this.folder = folder;
    }

    /**
     * @param member the mixture's first member, which says how files are laid out and what is beside them
     * @param first its checkpoint
     * @param average the file with the averaged weights; null where the mixture is that member as it is
     * @param weights the same as they are read
     */
    static WeightsFolder make(
            Workspace workspace, ModelPool.Member member, Checkpoint first, Path average, TensorSource weights) {
        WeightsFolder made =
                new WeightsFolder(ScratchFolder.create(workspace.settings().scratch()));
        try {
            Files.createDirectory(made.path());
            if (!made.link(workspace, first, average)) {
                made.write(workspace, first.layout(), weights);
            }
            if (member.model().companions() != null) {
                made.addCompanions(workspace, member, first, weights.tensors());
            }
            return made;
        } catch (IOException e) {
            made.close();
            throw FileFaults.scratch(made.path(), e);
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    /** An absolute path. */
    public Path path() {
        return folder.path().resolve(WEIGHTS);
    }

    /** An absolute path where nothing is, for what the program writes. */
    public Path newOutput() {
        removeOutput();
        return folder.path().resolve(OUTPUT);
    }

    /** Whatever the program has put there. */
    public void removeOutput() {
        try {
            ScratchFolder.remove(folder.path().resolve(OUTPUT));
        } catch (IOException e) {
            throw FileFaults.scratch(folder.path().resolve(OUTPUT), e);
        }
    }

    /** @return whether there was all of it to link */
    private boolean link(Workspace workspace, Checkpoint first, Path average) throws IOException {
        boolean single = first.layout().index().isEmpty();
        if (average != null) {
            if (single) {
                Files.createSymbolicLink(
                        path().resolve(first.layout().fileNames().get(0)), average.toAbsolutePath());
            }
            return single;
        }
        if (!first.isPlainSafetensors()) {
            return false;
        }
        List<Location> places = first.files();
        for (Location place : places) {
            Optional<Path> file = workspace.store().localFile(place);
            if (file.isEmpty()) {
                return false;
            }
            String name = single ? first.layout().fileNames().get(0) : place.name();
            Files.createSymbolicLink(path().resolve(name), file.get().toAbsolutePath());
        }
        if (first.index().isPresent()) {
            Optional<Path> index = workspace.store().localFile(first.index().get());
            if (index.isEmpty()) {
                return false;
            }
            Files.createSymbolicLink(
                    path().resolve(first.index().get().name()), index.get().toAbsolutePath());
        }
        return true;
    }

    private void write(Workspace workspace, CheckpointLayout layout, TensorSource weights) {
        Location target = Location.of(path()).folder();
        try (CheckpointWriter writer = new CheckpointWriter(
                name -> workspace.store().create(target.child(name)),
                CheckpointWriter.Existing.SAME_CONTENT,
                layout,
                weights.tensors())) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
            for (TensorInfo tensor : writer.tensors()) {
                for (long at = 0; at < tensor.sizeBytes(); at += BLOCK_BYTES) {
                    block.clear().limit((int) Math.min(BLOCK_BYTES, tensor.sizeBytes() - at));
                    weights.read(tensor, at, block);
                    writer.write(tensor, block.flip());
                }
            }
            writer.finish();
        }
    }

    private void addCompanions(
            Workspace workspace, ModelPool.Member member, Checkpoint first, List<TensorInfo> weights) {
        Location target = Location.of(path()).folder();
        workspace.inputs().companions(first).copy(weights, name -> workspace
                .store()
                .create(target.child(name)));
        member.confirm(CompanionFiles.beside(
                workspace.store(), target.child(first.layout().fileNames().get(0))));
    }

    @Override
    public void close() {
        folder.close();
    }
}
