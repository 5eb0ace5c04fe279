package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import dev.radin.store.http.Http;
import dev.radin.store.http.RangedBlob;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code s3://bucket/key}, and {@code minio://bucket/key} for servers that are not Amazon's. */
public final class S3Store implements Store {

    private final Map<String, String> environment;
    private final Http http;
    private final ReadAhead readAhead;
    private final WriteBehind writeBehind;
    private final CredentialChain credentials;
    private final Map<Endpoint, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param environment of the process, where endpoint, region and credentials may be */
    public S3Store(Map<String, String> environment, Http http, ReadAhead readAhead, WriteBehind writeBehind) {
        this.environment = environment;
        this.http = http;
        this.readAhead = readAhead;
        this.writeBehind = writeBehind;
        this.credentials = new CredentialChain(environment, http.time());
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return uri.isFolder()
                ? Optional.empty()
                : find(bucket(uri), uri.toString(), key(uri)).map(S3Object::stat);
    }

    static Optional<S3Object> find(Bucket bucket, String uri, String key) {
        Optional<Optional<S3Object>> told = bucket.ask(
                uri, () -> bucket.signed(uri, "HEAD", key, Bucket.NO_QUERY, Map.of(), null), (answer, error) -> {
                    if (error == null) {
                        return Optional.of(Optional.of(S3Object.of(bucket, uri, key, answer)));
                    }
                    return Optional.empty();
                });
        return told.orElseGet(() -> missing(bucket, uri, key));
    }

    /** An answer to HEAD has no words: only one to GET says what is wrong. */
    private static Optional<S3Object> missing(Bucket bucket, String uri, String key) {
        return bucket.ask(
                uri,
                () -> bucket.signed(uri, "GET", key, Bucket.NO_QUERY, Map.of(), null)
                        .range(0, 0),
                (answer, error) -> {
                    if (error == null || error.status() == 416) {
                        // It has appeared meanwhile.
                        return Optional.of(S3Object.of(bucket, uri, key, answer));
                    }
                    if (error.status() == 404 && !error.is("NoSuchBucket", "XAdminUserNotFound")) {
                        return Optional.empty();
                    }
                    throw bucket.faults().reading(uri, error);
                });
    }

    @Override
    public List<String> list(Location folder) {
        return listing(folder).names();
    }

    @Override
    public List<String> folders(Location folder) {
        return listing(folder).folders();
    }

    private S3Listing listing(Location folder) {
        String key = key(folder);
        return S3Listing.of(bucket(folder), folder.toString(), key.isEmpty() || key.endsWith("/") ? key : key + "/");
    }

    @Override
    public Blob open(Location uri) {
        String shown = uri.toString();
        S3Object object =
                uri.isFolder() ? null : find(bucket(uri), shown, key(uri)).orElse(null);
        if (object == null) {
            throw new RadinException(Reason.InputNotFound, shown + ": no such object; check the key, or copy it there");
        }
        return new RangedBlob(new Ranges(http, object), readAhead);
    }

    @Override
    public Publication create(Location uri) {
        if (uri.isFolder()) {
            throw new RadinException(Reason.OutputNotWritable, uri + ": is a folder; name an object in it");
        }
        return new S3Publication(bucket(uri), writeBehind, uri.toString(), key(uri));
    }

    @Override
    public void delete(Location uri) {
        String shown = uri.toString();
        Bucket bucket = bucket(uri);
        bucket.ask(
                shown,
                () -> bucket.signed(shown, "DELETE", key(uri), Bucket.NO_QUERY, Map.of(), null),
                (answer, error) -> {
                    if (error != null && error.status() != 404) {
                        throw bucket.faults().writing(shown, error);
                    }
                    return null;
                });
    }

    private Bucket bucket(Location uri) {
        return buckets.computeIfAbsent(
                Endpoint.of(uri, environment), endpoint -> new Bucket(http, credentials, endpoint));
    }

    private static String key(Location uri) {
        return uri.path().isEmpty() ? "" : uri.path().substring(1);
    }
}
