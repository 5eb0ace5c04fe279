package dev.radin.store.hub;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.HubPath;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.ReadOnlyStore;
import dev.radin.store.Stat;
import dev.radin.store.http.Http;
import dev.radin.store.http.RangedBlob;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.ReadAhead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code hf://owner/name@revision/path}: repositories of the Hugging Face hub, or of the mirror that HF_ENDPOINT names. A
 * branch is the commit that it was when this process first asked: all that is read is of that one.
 */
public final class HubStore extends ReadOnlyStore {

    private static final String ENDPOINT = "https://huggingface.co";
    private static final String COMMIT = "[0-9a-f]{40}";

    private record Folder(boolean isDataset, String repository, String commit, String path) {}

    private final Hub hub;
    private final ReadAhead readAhead;
    private final Map<HubPath, String> commits = new ConcurrentHashMap<>();
    private final Map<Folder, Optional<Map<String, Hub.Entry>>> folders = new ConcurrentHashMap<>();

    /** @param environment where endpoint and token may be */
    public HubStore(Map<String, String> environment, Http http, ReadAhead readAhead) {
        String endpoint = environment.getOrDefault("HF_ENDPOINT", "");
        this.hub = new Hub(
                http, (endpoint.isEmpty() ? ENDPOINT : endpoint).replaceFirst("/+$", ""), HubToken.of(environment));
        this.readAhead = readAhead;
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return uri.isFolder()
                ? Optional.empty()
                : file(uri)
                        .map(entry -> new Stat(
                                uri.toString(), entry.sizeBytes(), entry.version(), Instant.EPOCH, entry.digest()));
    }

    @Override
    public List<String> list(Location folder) {
        return names(folder, false);
    }

    @Override
    public List<String> folders(Location folder) {
        return names(folder, true);
    }

    private List<String> names(Location folder, boolean folders) {
        return entries(folder.toString(), HubPath.of(folder)).orElse(Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().isFolder() == folders)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public Blob open(Location uri) {
        Hub.Entry entry = file(uri)
                .orElseThrow(() -> new RadinException(
                        Reason.InputNotFound, uri + ": no such file; check the path, or copy it there"));
        HubPath place = HubPath.of(uri);
        HubFile file = new HubFile(
                hub, uri.toString(), place, commit(uri.toString(), place), entry.sizeBytes(), entry.digest());
        return new RangedBlob(new Ranges(hub.http(), file), readAhead);
    }

    private Optional<Hub.Entry> file(Location uri) {
        HubPath place = HubPath.of(uri);
        int slash = place.path().lastIndexOf('/');
        HubPath folder = new HubPath(
                place.isDataset(),
                place.repository(),
                place.revision(),
                place.path().substring(0, Math.max(0, slash)));
        return place.path().isEmpty()
                ? Optional.empty()
                : entries(uri.toString(), folder)
                        .map(entries -> entries.get(place.path().substring(slash + 1)))
                        .filter(entry -> !entry.isFolder());
    }

    /** Asked for once: a commit stays what it is. */
    private Optional<Map<String, Hub.Entry>> entries(String uri, HubPath folder) {
        String commit = commit(uri, folder);
        return folders.computeIfAbsent(
                new Folder(folder.isDataset(), folder.repository(), commit, folder.path()),
                key -> hub.folder(uri, folder, commit, folder.path()));
    }

    private String commit(String uri, HubPath place) {
        return place.revision().matches(COMMIT)
                ? place.revision()
                : commits.computeIfAbsent(
                        new HubPath(place.isDataset(), place.repository(), place.revision(), ""),
                        repository -> hub.commit(uri, repository));
    }
}
