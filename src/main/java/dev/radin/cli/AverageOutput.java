package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.soup.Mixture;
import dev.radin.store.OutputStore;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.FiniteCheck;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.average.WidenedTensors;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.tensor.safetensors.CheckpointLayout;
import dev.radin.tensor.safetensors.CheckpointWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine;

/**
 * Where an average is written: one file, or a folder with the files of a layout. What exists is not overwritten.
 *
 * @param target with a slash at its end for a folder
 * @param dtype of floating tensors, instead of their own
 * @param begun is given the writer, for what an interruption leaves
 */
record AverageOutput(
        Store store,
        Location target,
        Optional<DType> dtype,
        WeightAverager.Settings settings,
        CommandLine command,
        Consumer<CheckpointWriter> begun) {

    /**
     * Writes a checkpoint and prints its place.
     *
     * @param layout whose files a folder has
     * @param tensors what every source has, in the dtypes that are written unless others are asked for
     */
    void write(CheckpointLayout layout, List<TensorInfo> tensors, List<TensorSource> sources, Mixture mixture) {
        CheckpointLayout files = target.isFolder() ? layout : singleFile(layout);
        failOnExisting(target.isFolder() ? files.fileNames() : List.of(target.name()));
        try (CheckpointWriter output = new CheckpointWriter(
                name -> store.create(target.sibling(target.isFolder() ? name : target.name())),
                CheckpointWriter.Existing.FOREIGN,
                files,
                WidenedTensors.as(dtype, tensors))) {
            begun.accept(output);
            PercentLine meter = new PercentLine(
                    command.getErr(),
                    "averaging",
                    WeightAverager.bytesToRead(output.tensors(), sources, List.of(mixture)));
            FiniteCheck.Watch watch = new FiniteCheck.Watch(output);
            WeightAverager.average(
                    output.tensors(), sources, List.of(mixture), List.of(watch), settings, meter::reached);
            failOnDiverged(
                    watch.nonFinite(),
                    IntStream.of(mixture.members()).mapToObj(sources::get).toList());
            output.finish();
            meter.done();
        }
        List<String> names = files.fileNames();
        command.getOut().println(target.isFolder() ? target.sibling(names.get(names.size() - 1)) : target);
    }

    /**
     * What is not finite, and is so in all members, is a mask. Otherwise a member has diverged.
     *
     * @param nonFinite the tensors of the average that are not; only these are looked at
     */
    private static void failOnDiverged(List<String> nonFinite, List<TensorSource> members) {
        TensorSource first = members.get(0);
        for (TensorSource member : members.subList(1, members.size())) {
            failOnOwn(nonFinite, member, first);
            failOnOwn(nonFinite, first, member);
        }
    }

    private static void failOnOwn(List<String> nonFinite, TensorSource member, TensorSource other) {
        List<TensorInfo> tensors =
                nonFinite.stream().flatMap(name -> member.find(name).stream()).toList();
        FiniteCheck.scan(member, tensors, other).ifPresent(own -> {
            throw own.diverged(member.uri());
        });
    }

    void failOnExisting(List<String> names) {
        for (String name : names) {
            if (new OutputStore(store).stat(target.sibling(name)).isPresent()) {
                throw new RadinException(
                        Reason.OutputNotWritable, target.sibling(name) + ": exists; remove it or choose another --to");
            }
        }
    }

    /**
     * Puts what a model of transformers needs beside it, in a folder; what is there already stays.
     *
     * @param tensors of the checkpoint, as in {@link #write}
     */
    void writeCompanions(CompanionFiles companions, List<TensorInfo> tensors) {
        if (target.isFolder()) {
            companions.copy(WidenedTensors.as(dtype, tensors), name -> store.create(target.child(name)));
        }
    }

    /** Beside the checkpoint, in a folder. */
    void writeFile(String name, byte[] content) {
        try (Publication publication = store.create(target.child(name))) {
            publication.write(ByteBuffer.wrap(content));
            if (!publication.publish()) {
                throw new RadinException(
                        Reason.OutputNotWritable,
                        target.child(name) + ": was written by another meanwhile; write to another place");
            }
        }
    }

    /** Its tensors in their order. */
    private static CheckpointLayout singleFile(CheckpointLayout layout) {
        List<String> names = layout.shards().stream()
                .flatMap(shard -> shard.tensorNames().stream())
                .toList();
        return new CheckpointLayout(
                Optional.empty(),
                List.of(new CheckpointLayout.Shard("model.safetensors", names, Map.of("format", "pt"))));
    }
}
