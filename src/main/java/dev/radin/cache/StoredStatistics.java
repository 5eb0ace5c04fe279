package dev.radin.cache;

import dev.radin.digest.Sha256;
import dev.radin.fault.RadinException;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorDigest;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the BatchNorm layers of one soup measured, as the cache keeps it: a pass whose result is buffers of the network, by
 * the architecture's names and in the soup's dtypes.
 */
public final class StoredStatistics {

    private static final int BLOCK_BYTES = 1 << 16;

    private StoredStatistics() {}

    /**
     * Reads all of it once, against its digest.
     *
     * @throws RadinException {@code StorageFailed} when it is damaged
     */
    public static TensorSource open(Blob blob, Limits limits) {
        SafetensorsFile file = StoredPass.file(blob, limits);
        try {
            if (!hex(file).equals(file.metadata().get(StoredPass.DIGEST))) {
                throw StoredPass.damaged(file);
            }
            return file;
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /**
     * @param weights of the soup, by the members' content digests
     * @param inspection with the dataset that it was measured on
     * @param confirm throws when what it was measured with is no longer what the key says
     */
    public static void publish(
            Workspace workspace,
            PassKey key,
            TreeMap<String, Double> weights,
            Inspection inspection,
            TensorSource measured,
            Runnable confirm) {
        Map<String, String> metadata = PassWriter.metadata(workspace, weights, inspection, inspection.calibration());
        metadata.put(StoredPass.DIGEST, hex(measured));
        try (Publication publication = workspace.create(workspace.layout().pass(key), confirm)) {
            SafetensorsWriter writer = new SafetensorsWriter(publication::write, measured.tensors(), metadata);
            for (TensorInfo tensor : measured.tensors()) {
                for (long at = 0; at < tensor.sizeBytes(); at += BLOCK_BYTES) {
                    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, tensor.sizeBytes() - at));
                    measured.read(tensor, at, block);
                    writer.write(tensor, block.flip());
                }
            }
            writer.finish();
            publication.publish();
        }
    }

    private static String hex(TensorSource source) {
        TensorDigest digest = new TensorDigest();
        List<String> lines = source.tensors().stream()
                .map(tensor -> tensor.name() + " " + tensor.type() + " " + digest.hex(source, tensor))
                .toList();
        return Sha256.hex(lines);
    }
}
