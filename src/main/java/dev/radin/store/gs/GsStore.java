package dev.radin.store.gs;

import dev.radin.location.Location;
import dev.radin.store.http.BucketStore;
import dev.radin.store.http.Http;
import dev.radin.store.http.ObjectListing;
import dev.radin.store.http.ObjectPlace;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import java.util.Map;

/** {@code gs://bucket/key}. */
public final class GsStore extends BucketStore {

    private final Map<String, String> environment;
    private final GoogleLogin login;

    /** @param environment where server and credentials may be */
    public GsStore(Map<String, String> environment, Http http, ReadAhead readAhead, WriteBehind writeBehind) {
        super(http, readAhead, writeBehind);
        this.environment = environment;
        this.login = new GoogleLogin(environment, http);
    }

    @Override
    protected ObjectPlace place(Location uri, String key) {
        return new GsPlace(bucket(uri), uri.toString(), key);
    }

    @Override
    protected ObjectListing listing(Location folder, String prefix) {
        return GsListing.of(bucket(folder), folder.toString(), prefix);
    }

    private GsBucket bucket(Location uri) {
        return new GsBucket(http(), login, GsServer.of(uri, environment), uri.authority());
    }
}
