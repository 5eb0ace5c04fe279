package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.HubPath;
import dev.radin.location.Location;
import dev.radin.location.OciPath;
import dev.radin.location.Scheme;
import dev.radin.store.az.AzStore;
import dev.radin.store.gs.GsStore;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import dev.radin.store.hub.HubStore;
import dev.radin.store.oci.OciStore;
import dev.radin.store.s3.S3Store;
import dev.radin.store.web.WebStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every store this build can reach, chosen by the scheme of the URI. What a store needs is looked for when it is first used. */
public final class Stores implements Store {

    /** For those who read little. */
    private static final long LITTLE = 128 << 20;

    /** The part of the memory for buffers that what is fetched from servers before it is asked for may take. */
    private static final int READ_AHEAD = 8;

    /** The part of it that what is on its way to servers may take, beside the part that each file is collected in. */
    private static final int WRITE_BEHIND = 8;

    private final Map<String, Supplier<Store>> byScheme;

    /** Those that have been used. */
    private final Set<Store> used = ConcurrentHashMap.newKeySet();

    private Stores(Map<String, Supplier<Store>> byScheme) {
        this.byScheme = new TreeMap<>(byScheme);
    }

    /** Of this machine, for what is small and can be written: nothing of that takes scratch. */
    public static Stores local() {
        return local(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Of this machine, for what is small.
     *
     * @param scratch an existing folder for what cannot be read in place
     */
    public static Stores local(Path scratch) {
        return local(LITTLE, scratch);
    }

    /**
     * Of this machine.
     *
     * @param bufferBytes the most memory that buffers of all kinds may take
     * @param scratch an existing folder for what cannot be read in place
     */
    public static Stores local(long bufferBytes, Path scratch) {
        Map<String, Supplier<Store>> stores = remote(bufferBytes, scratch);
        stores.put(Location.FILE, once(FileStore::new));
        return new Stores(stores);
    }

    /**
     * Of a pod.
     *
     * @param claims the folder where the volumes of {@code pvc:} URIs are, each under the name of its claim
     * @param bufferBytes the most memory that buffers of all kinds may take
     * @param scratch an existing folder for what cannot be read in place
     */
    public static Stores inPod(Path claims, long bufferBytes, Path scratch) {
        Map<String, Supplier<Store>> stores = remote(bufferBytes, scratch);
        stores.put(Location.FILE, once(FileStore::new));
        stores.put(Location.CLAIM, once(() -> new FileStore(new ClaimNames(claims))));
        return new Stores(stores);
    }

    private static Map<String, Supplier<Store>> remote(long bufferBytes, Path scratch) {
        Supplier<Http> http = once(() -> Http.of(System.getenv(), Time.REAL));
        Supplier<ReadAhead> readAhead = once(() -> new ReadAhead(bufferBytes / READ_AHEAD));
        Supplier<WriteBehind> writeBehind = once(() -> new WriteBehind(bufferBytes / WRITE_BEHIND));
        Supplier<Store> web =
                once(() -> new WebStore(http.get(), readAhead.get(), note -> System.err.println("radin: " + note)));
        Supplier<Store> s3 = once(() -> new S3Store(System.getenv(), http.get(), readAhead.get(), writeBehind.get()));
        Supplier<Store> hub = once(() -> new HubStore(System.getenv(), http.get(), readAhead.get()));
        Supplier<Store> oci = once(() -> new OciStore(System.getenv(), http.get(), readAhead.get(), scratch));
        Supplier<Store> gs = once(() -> new GsStore(System.getenv(), http.get(), readAhead.get(), writeBehind.get()));
        Supplier<Store> az = once(() -> new AzStore(System.getenv(), http.get(), readAhead.get(), writeBehind.get()));
        Map<String, Supplier<Store>> stores = new TreeMap<>();
        Stream.of("http", "https").forEach(scheme -> stores.put(scheme, web));
        Stream.of("s3", "minio").forEach(scheme -> stores.put(scheme, s3));
        stores.put(Scheme.GS, gs);
        stores.put(Scheme.AZ, az);
        stores.put(HubPath.HUB, hub);
        stores.put(OciPath.OCI, oci);
        return stores;
    }

    private static <T> Supplier<T> once(Supplier<T> make) {
        return new Supplier<>() {
            private T made;

            @Override
            public synchronized T get() {
                if (made == null) {
                    made = make.get();
                }
                return made;
            }
        };
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return at(uri, store -> store.stat(uri));
    }

    @Override
    public List<String> list(Location folder) {
        return at(folder, store -> store.list(folder));
    }

    @Override
    public List<String> folders(Location folder) {
        return at(folder, store -> store.folders(folder));
    }

    @Override
    public boolean folderExists(Location folder) {
        return at(folder, store -> store.folderExists(folder));
    }

    @Override
    public void delete(Location uri) {
        at(uri, store -> {
            store.delete(uri);
            return null;
        });
    }

    @Override
    public Blob open(Location uri) {
        return at(uri, store -> store.open(uri));
    }

    @Override
    public Optional<Blob> openIfPresent(Location uri) {
        return at(uri, store -> store.openIfPresent(uri));
    }

    @Override
    public Optional<Path> localFile(Location uri) {
        return at(uri, store -> store.localFile(uri));
    }

    @Override
    public long scratchBytes() {
        return used.stream().mapToLong(Store::scratchBytes).sum();
    }

    @Override
    public Publication create(Location uri) {
        return at(uri, store -> store.create(uri));
    }

    /** Clouds are logged in to when they are first asked for something, by libraries that the operator's image is without. */
    private <T> T at(Location uri, Function<Store, T> use) {
        try {
            return use.apply(of(uri));
        } catch (NoClassDefFoundError e) {
            throw new RadinException(
                    Reason.MachineUnfit,
                    uri
                            + ": this image has no libraries for clouds, as it is the operator's; give pods the worker's image by"
                            + " RADIN_OPERATOR_IMAGE_CPU, or as image of the container worker in spec.workers.template",
                    e);
        }
    }

    private Store of(Location uri) {
        Supplier<Store> store = byScheme.get(uri.scheme());
        if (store == null) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    uri + ": "
                            + (uri.scheme().equals(Location.CLAIM)
                                    ? "is on a claim of a cluster, which only its pods reach; on one machine, write file:///folder/file"
                                    : Scheme.UNREACHABLE));
        }
        Store found = store.get();
        used.add(found);
        return found;
    }
}
