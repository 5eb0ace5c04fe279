package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.OciPath;
import dev.radin.store.Blob;
import dev.radin.store.ReadOnlyStore;
import dev.radin.store.Stat;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code oci://registry/repository:tag/path}: files of artifacts and of container images. A tag is the manifest that it was when
 * this process first asked: all that is read is of that one.
 */
public final class OciStore extends ReadOnlyStore {

    private record Name(String registry, String repository) {}

    private final Http http;
    private final ArtifactReader reader;
    private final RegistryLogins logins;
    private final Map<Name, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<OciPath, Artifact> artifacts = new ConcurrentHashMap<>();

    /**
     * @param environment where logins may be
     * @param scratch an existing folder, for archives that are compressed
     */
    public OciStore(Map<String, String> environment, Http http, ReadAhead readAhead, Path scratch) {
        this.http = http;
        this.reader = new ArtifactReader(http, readAhead, Unpacking.to(scratch));
        this.logins = new RegistryLogins(environment);
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return uri.isFolder()
                ? Optional.empty()
                : file(uri)
                        .map(file -> new Stat(
                                uri.toString(), file.sizeBytes(), file.version(), Instant.EPOCH, file.digest()));
    }

    private Optional<ArtifactFile> file(Location uri) {
        OciPath place = OciPath.of(uri);
        return artifact(uri, place).file(uri.toString(), place.path());
    }

    private Artifact artifact(Location uri, OciPath place) {
        return artifacts.computeIfAbsent(
                new OciPath(place.registry(), place.repository(), place.reference(), ""), artifact -> {
                    Repository repository = repository(place);
                    return reader.read(
                            uri.toString(), repository, repository.layers(uri.toString(), place.reference()));
                });
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
    public long scratchBytes() {
        return reader.scratchBytes();
    }

    @Override
    public Blob open(Location uri) {
        return file(uri)
                .orElseThrow(() -> new RadinException(
                        Reason.InputNotFound, uri + ": no such file; check the path, or push it there"))
                .content()
                .apply(uri.toString());
    }
}
