package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Layout;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pass as it stands in a cache, known from its header.
 *
 * @param key 64 hex digits, the file's name
 * @param members digests of the models it was made with; empty where the file is damaged
 * @param dataset digest of the data, or empty
 * @param shape {@code [examples, classes]}, of scores {@code [examples]}; empty where it is not known
 * @param evaluator digest of the network or program that made it; empty where it is not known
 * @param version of a program; empty for a network
 * @param content null where the file is damaged
 */
public record CachedPass(
        String key,
        Location uri,
        long sizeBytes,
        Instant modified,
        List<String> members,
        String dataset,
        List<Long> shape,
        String evaluator,
        String version,
        Content content) {

    /** What a pass gave. */
    public enum Content {
        LOGITS,
        /** Of a program that gives no logits. */
        SCORES,
        /** What BatchNorm layers measured. */
        STATISTICS
    }

    /**
     * Every pass of a cache, in the order of their keys; reads headers only.
     *
     * @throws RadinException when one of them cannot be read at all: whether it is needed is not known then
     */
    public static List<CachedPass> in(Store store, Location cache, Limits limits) {
        Location folder = Layout.passes(cache);
        return store.list(folder).stream()
                .filter(name -> name.endsWith(Layout.PASS_SUFFIX))
                .map(name -> look(store, folder, name, limits))
                .toList();
    }

    private static CachedPass look(Store store, Location folder, String name, Limits limits) {
        Location uri = folder.child(name);
        Stat stat = store.stat(uri)
                .orElseThrow(() ->
                        new RadinException(Reason.StorageFailed, uri + ": was removed just now; list the cache again"));
        String key = name.substring(0, name.length() - Layout.PASS_SUFFIX.length());
        try (SafetensorsFile file = SafetensorsFile.open(store.open(uri), limits, StoredPass.DAMAGED)) {
            Map<String, String> metadata = file.metadata();
            Optional<TensorInfo> logits = file.find(StoredPass.TENSOR);
            Optional<TensorInfo> scores = file.find(StoredScores.TENSOR);
            return new CachedPass(
                    key,
                    uri,
                    stat.sizeBytes(),
                    stat.modified(),
                    Arrays.stream(metadata.getOrDefault("members", "").split(" "))
                            .map(member -> member.replaceFirst("=.*", ""))
                            .filter(member -> !member.isEmpty())
                            .toList(),
                    metadata.getOrDefault("dataset", ""),
                    logits.or(() -> scores).map(TensorInfo::shape).orElse(List.of()),
                    metadata.getOrDefault(PassWriter.EVALUATOR, ""),
                    metadata.getOrDefault(PassWriter.VERSION, ""),
                    logits.isPresent() ? Content.LOGITS : scores.isPresent() ? Content.SCORES : Content.STATISTICS);
        } catch (RadinException e) {
            if (e.reason() != StoredPass.DAMAGED) {
                throw e;
            }
            return new CachedPass(key, uri, stat.sizeBytes(), stat.modified(), List.of(), "", List.of(), "", "", null);
        }
    }

    /**
     * Reads all of it against its digest.
     *
     * @throws RadinException {@code StorageFailed} when it is damaged
     */
    public void verify(Store store, Limits limits) {
        if (content == Content.STATISTICS) {
            StoredStatistics.open(store.open(uri), limits).close();
            return;
        }
        if (content == Content.SCORES) {
            StoredScores.read(store.open(uri), limits);
            return;
        }
        try (StoredPass pass = StoredPass.open(store.open(uri), limits)) {
            pass.verify();
        }
    }
}
