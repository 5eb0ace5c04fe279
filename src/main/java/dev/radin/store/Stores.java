package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.Scheme;
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
        return new Stores(Map.of(Location.FILE, new FileStore()));
    }

    /**
     * Of a pod.
     *
     * @param claims the folder where the volumes of {@code pvc:} URIs are, each under the name of its claim
     */
    public static Stores inPod(Path claims) {
        return new Stores(
                Map.of(Location.FILE, new FileStore(), Location.CLAIM, new FileStore(new ClaimNames(claims))));
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return of(uri).stat(uri);
    }

    @Override
    public List<String> list(Location folder) {
        return of(folder).list(folder);
    }

    @Override
    public List<String> folders(Location folder) {
        return of(folder).folders(folder);
    }

    @Override
    public void delete(Location uri) {
        of(uri).delete(uri);
    }

    @Override
    public Blob open(Location uri) {
        return of(uri).open(uri);
    }

    @Override
    public Publication create(Location uri) {
        return of(uri).create(uri);
    }

    private Store of(Location uri) {
        Store store = byScheme.get(uri.scheme());
        if (store == null) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    uri + ": "
                            + (uri.scheme().equals(Location.CLAIM)
                                    ? "is on a claim of a cluster, which only its pods reach; on one machine, write file:///folder/file"
                                    : Scheme.UNREACHABLE));
        }
        return store;
    }
}
