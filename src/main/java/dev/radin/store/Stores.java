package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every store this build can reach, chosen by the scheme of the URI. */
public final class Stores implements Store {

    private final Map<String, Store> byScheme;

    public Stores(Map<String, Store> byScheme) {
        this.byScheme = new TreeMap<>(byScheme);
    }

    public static Stores local() {
        return new Stores(Map.of("file", new FileStore()));
    }

    /**
     * Of a pod.
     *
     * @param claims the folder where the volumes of {@code pvc:} URIs are, each under the name of its claim
     */
    public static Stores inPod(Path claims) {
        return new Stores(Map.of("file", new FileStore(), ClaimNames.SCHEME, new FileStore(new ClaimNames(claims))));
    }

    @Override
    public Optional<Stat> stat(URI uri) {
        return of(uri).stat(uri);
    }

    @Override
    public List<String> list(URI folder) {
        return of(folder).list(folder);
    }

    @Override
    public List<String> folders(URI folder) {
        return of(folder).folders(folder);
    }

    @Override
    public void delete(URI uri) {
        of(uri).delete(uri);
    }

    @Override
    public Blob open(URI uri) {
        return of(uri).open(uri);
    }

    @Override
    public Publication create(URI uri) {
        return of(uri).create(uri);
    }

    private Store of(URI uri) {
        Store store = uri.getScheme() == null ? null : byScheme.get(uri.getScheme());
        if (store == null) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    uri + ": "
                            + (ClaimNames.SCHEME.equals(uri.getScheme())
                                    ? "is on a claim of a cluster, which only its pods reach; on one machine, write file:///folder/file"
                                    : "is in a store that this version cannot reach; copy or mount it, and write"
                                            + " file:///folder/file"));
        }
        return store;
    }
}
