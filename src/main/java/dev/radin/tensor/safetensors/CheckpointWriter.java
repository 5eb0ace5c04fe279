package dev.radin.tensor.safetensors;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Publication;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Writes a checkpoint with a given layout: one file, or shards and their index. Each file is published as soon as it is
 * whole, the index after all shards; so one file is open at a time, and an index never names a shard that is not there.
 */
public final class CheckpointWriter implements TensorSink, AutoCloseable {

    /** What a file that is there already means. */
    public enum Existing {
        /** Equal names are equal content: another writer has done this file's work. */
        SAME_CONTENT,
        /** It is somebody's, and a checkpoint of both would be neither. */
        FOREIGN
    }

    private final Function<String, Publication> create;
    private final Existing existing;
    private final CheckpointLayout layout;
    private final List<TensorInfo> tensors;
    private final Map<String, Integer> shardOfTensor = new HashMap<>();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private int shard = -1;
    private Publication file;
    private SafetensorsWriter writer;

    /**
     * @param create begins a file by its plain name, as in {@code name -> store.create(Siblings.of(folder, name))}
     * @param existing what it means when a file is there already
     * @param tensors exactly those of the layout, in any order
     */
    public CheckpointWriter(
            Function<String, Publication> create,
            Existing existing,
            CheckpointLayout layout,
            List<TensorInfo> tensors) {
        this.create = create;
        this.existing = existing;
        this.layout = layout;
        this.tensors = layout.inOrder(tensors);
        for (int s = 0; s < layout.shards().size(); s++) {
            for (String name : layout.shards().get(s).tensorNames()) {
                shardOfTensor.put(name, s);
            }
        }
        beginNextShard();
    }

    /** The tensors in the order in which they must be written. */
    public List<TensorInfo> tensors() {
        return tensors;
    }

    /** The files that are there, by their plain names. Any thread may ask. */
    public List<String> published() {
        return List.copyOf(published);
    }

    /** @throws RadinException {@code OutputNotWritable} when the tensor before was the last of a file that is there already */
    @Override
    public void write(TensorInfo tensor, ByteBuffer bytes) {
        while (shard < shardOfTensor.get(tensor.name())) {
            publishShard();
            beginNextShard();
        }
        writer.write(tensor, bytes);
    }

    /** Completes the checkpoint. Every tensor must have been written whole. */
    public void finish() {
        publishShard();
        while (shard + 1 < layout.shards().size()) {
            beginNextShard();
            publishShard();
        }
        layout.index().ifPresent(this::publishIndex);
    }

    private void beginNextShard() {
        shard++;
        CheckpointLayout.Shard next = layout.shards().get(shard);
        file = create.apply(next.fileName());
        List<TensorInfo> content = tensors.stream()
                .filter(tensor -> shardOfTensor.get(tensor.name()) == shard)
                .toList();
        writer = new SafetensorsWriter(file::write, content, next.metadata());
    }

    private void publishShard() {
        writer.finish();
        publish(file, layout.shards().get(shard).fileName());
        file.close();
    }

    private void publish(Publication publication, String name) {
        if (!publication.publish() && existing == Existing.FOREIGN) {
            throw new RadinException(
                    Reason.OutputNotWritable,
                    publication.uri()
                            + ": was written by another meanwhile, so the checkpoint is not whole; write to another place");
        }
        published.add(name);
    }

    private void publishIndex(CheckpointLayout.Index index) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : index.tensorNames()) {
            files.put(name, layout.shards().get(shardOfTensor.get(name)).fileName());
        }
        long totalBytes = tensors.stream().mapToLong(TensorInfo::sizeBytes).sum();
        try (Publication publication = create.apply(index.fileName())) {
            publication.write(ByteBuffer.wrap(new ShardIndex(files).encode(totalBytes)));
            publish(publication, index.fileName());
        }
    }

    /** Leaves nothing of a file that was begun and not finished. */
    @Override
    public void close() {
        file.close();
    }
}
