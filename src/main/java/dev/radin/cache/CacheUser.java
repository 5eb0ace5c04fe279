package dev.radin.cache;

import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A selection that left results under an output, and so may want passes of a cache again.
 *
 * @param name {@code <namespace>.<name>}
 * @param models names by digest
 * @param datasets names by digest
 */
public record CacheUser(String name, Map<String, String> models, Map<String, String> datasets) {

    /** Whether all that a pass was made of belongs to this selection, whichever version of it. */
    public boolean needs(CachedPass pass) {
        return !pass.members().isEmpty()
                && models.keySet().containsAll(pass.members())
                && datasets.containsKey(pass.dataset());
    }

    /** The selections under an output. What they used is known from their results and from the digests in the cache. */
    public static List<CacheUser> under(Store store, Location output, Location cache) {
        StoredJson json = new StoredJson(store);
        Map<String, Set<String>> digestsByUri = new HashMap<>();
        Location digests = Layout.digests(cache);
        for (String file : store.list(digests)) {
            if (file.endsWith(".json")) {
                InputDigests.Digest digest = json.read(digests.child(file), InputDigests.Digest.class);
                digestsByUri
                        .computeIfAbsent(digest.uri(), uri -> new HashSet<>())
                        .add(digest.digest());
            }
        }
        List<CacheUser> users = new ArrayList<>();
        Location selections = Layout.selections(output);
        for (String selection : store.folders(selections)) {
            users.add(read(store, json, selections.child(selection).folder(), selection, digestsByUri));
        }
        return users;
    }

    private static CacheUser read(
            Store store, StoredJson json, Location folder, String name, Map<String, Set<String>> digestsByUri) {
        Map<String, String> models = new HashMap<>();
        Map<String, String> datasets = new HashMap<>();
        for (String stage : store.folders(folder)) {
            Location results = folder.child(stage).folder();
            json.readIfPresent(results.child("inspection.json"), Inspection.class)
                    .ifPresent(inspection -> {
                        inspection.run().forEach(m -> digests(digestsByUri, m.input())
                                .forEach(weights -> models.put(m.digest(weights), m.name())));
                        inspection.validation().forEach(d -> add(datasets, digestsByUri, d.input(), d.name()));
                        inspection.test().forEach(d -> add(datasets, digestsByUri, d.input(), d.name()));
                        Optional.ofNullable(inspection.calibration())
                                .ifPresent(d -> add(datasets, digestsByUri, d.input(), d.name()));
                    });
            json.readIfPresent(results.child("ranking.json"), Ranking.class)
                    .ifPresent(ranking -> ranking.models().forEach(m -> models.put(m.digest(), m.name())));
            json.readIfPresent(results.child("report.json"), Report.class)
                    .ifPresent(report -> report.inputs().forEach((input, digest) -> {
                        if (input.matches("(validation|test|calibration)/.*")) {
                            datasets.put(digest, input.substring(input.indexOf('/') + 1));
                        }
                    }));
        }
        return new CacheUser(name, models, datasets);
    }

    private static void add(
            Map<String, String> names, Map<String, Set<String>> digestsByUri, Inspection.Input input, String name) {
        digests(digestsByUri, input).forEach(digest -> names.put(digest, name));
    }

    /** All that are remembered: which of them is of what is there now, only reading tells. */
    private static Set<String> digests(Map<String, Set<String>> digestsByUri, Inspection.Input input) {
        Set<String> own = digestsByUri.getOrDefault(input.uri(), Set.of());
        if (input.base() == null) {
            return own;
        }
        Set<String> onBases = new HashSet<>();
        digests(digestsByUri, input.base())
                .forEach(base -> own.forEach(update -> onBases.add(Inspection.Input.adapterDigest(update, base))));
        return onBases;
    }
}
