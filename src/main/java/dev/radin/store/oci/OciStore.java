package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.OciPath;
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
 * {@code oci://registry/repository:tag/path}: files of artifacts, each a layer of its own, as ORAS and ModelPack push them. A
 * tag is the manifest that it was when this process first asked: all that is read is of that one.
 */
public final class OciStore extends ReadOnlyStore {

    private record Name(String registry, String repository) {}

    private final Http http;
    private final ReadAhead readAhead;
    private final RegistryLogins logins;
    private final Map<Name, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<OciPath, Artifact> artifacts = new ConcurrentHashMap<>();

    /** @param environment where logins may be */
    public OciStore(Map<String, String> environment, Http http, ReadAhead readAhead) {
        this.http = http;
        this.readAhead = readAhead;
        this.logins = new RegistryLogins(environment);
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return uri.isFolder()
                ? Optional.empty()
                : layer(uri).map(layer -> new Stat(uri.toString(), layer.sizeBytes(), layer.digest(), Instant.EPOCH));
    }

    private Optional<Artifact.Layer> layer(Location uri) {
        OciPath place = OciPath.of(uri);
        return Optional.ofNullable(artifact(uri, place).files().get(place.path()));
    }

    private Artifact artifact(Location uri, OciPath place) {
        return artifacts.computeIfAbsent(
                new OciPath(place.registry(), place.repository(), place.reference(), ""),
                artifact -> repository(place).artifact(uri.toString(), place.reference()));
    }

    private Repository repository(OciPath place) {
        return repositories.computeIfAbsent(
                new Name(place.registry(), place.repository()), name -> new Repository(http, logins, place));
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
        OciPath place = OciPath.of(folder);
        return artifact(folder, place).names(place.path(), folders);
    }

    @Override
    public Blob open(Location uri) {
        Artifact.Layer layer = layer(uri)
                .orElseThrow(() -> new RadinException(
                        Reason.InputNotFound, uri + ": no such file; check the path, or push it there"));
        return new RangedBlob(
                new Ranges(http, new OciFile(repository(OciPath.of(uri)), uri.toString(), layer)), readAhead);
    }
}
