package dev.radin.store.s3;

import dev.radin.location.Location;
import dev.radin.store.http.BucketStore;
import dev.radin.store.http.Http;
import dev.radin.store.http.ObjectListing;
import dev.radin.store.http.ObjectPlace;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code s3://bucket/key}, and {@code minio://bucket/key} for servers that are not Amazon's. */
public final class S3Store extends BucketStore {

    private static final Set<String> PAYER = Set.of("requester", "1", "true", "yes");

    private final Map<String, String> environment;
    private final CredentialChain credentials;
    private final Map<Endpoint, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param environment of the process, where endpoint, region and credentials may be */
    public S3Store(Map<String, String> environment, Http http, ReadAhead readAhead, WriteBehind writeBehind) {
        super(http, readAhead, writeBehind);
        this.environment = environment;
        this.credentials = new CredentialChain(environment, http.time());
    }

    @Override
    protected ObjectPlace place(Location uri, String key) {
        return new S3Place(bucket(uri), uri.toString(), key);
    }

    @Override
    protected ObjectListing listing(Location folder, String prefix) {
        return S3Listing.of(bucket(folder), folder.toString(), prefix);
    }

    private Bucket bucket(Location uri) {
        return buckets.computeIfAbsent(
                Endpoint.of(uri, environment),
                endpoint -> new Bucket(http(), credentials, paysForRequests(), endpoint));
    }

    /** By GDAL's name for it, and by its values or those of Arrow's object_store. */
    private boolean paysForRequests() {
        return PAYER.contains(environment.getOrDefault("AWS_REQUEST_PAYER", "").toLowerCase(Locale.ROOT));
    }
}
