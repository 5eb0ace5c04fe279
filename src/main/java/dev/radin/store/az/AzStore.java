package dev.radin.store.az;

import dev.radin.location.Location;
import dev.radin.store.http.BucketStore;
import dev.radin.store.http.Http;
import dev.radin.store.http.ObjectListing;
import dev.radin.store.http.ObjectPlace;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code az://container/path}, by which all other forms of such URIs are read. */
public final class AzStore extends BucketStore {

    private final AzSettings settings;
    private final AzLogins logins;
    private final Map<AzAccount, AzLogin> byAccount = new ConcurrentHashMap<>();

    /** @param environment where account, server and credentials may be */
    public AzStore(Map<String, String> environment, Http http, ReadAhead readAhead, WriteBehind writeBehind) {
        super(http, readAhead, writeBehind);
        this.settings = new AzSettings(environment);
        this.logins = new AzLogins(settings, http);
    }

    @Override
    protected ObjectPlace place(Location uri, String key) {
        return new AzPlace(container(uri), uri.toString(), key);
    }

    @Override
    protected ObjectListing listing(Location folder, String prefix) {
        return AzListing.of(container(folder), folder.toString(), prefix);
    }

    private AzContainer container(Location uri) {
        AzAccount account = AzAccount.of(uri, settings);
        AzLogin login = byAccount.computeIfAbsent(account, one -> logins.of(uri.toString(), one));
        return new AzContainer(http(), login, account, uri.authority());
    }
}
