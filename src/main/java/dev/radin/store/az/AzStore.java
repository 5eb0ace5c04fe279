package dev.radin.store.az;

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
import dev.radin.store.http.RemotePublication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@code az://container/path}, by which all other forms of such URIs are read. */
public final class AzStore implements Store {

    private final AzSettings settings;
    private final Http http;
    private final ReadAhead readAhead;
    private final AzLogins logins;
    private final Map<AzAccount, AzLogin> byAccount = new ConcurrentHashMap<>();

    /** @param environment where account, server and credentials may be */
    public AzStore(Map<String, String> environment, Http http, ReadAhead readAhead) {
        this.settings = new AzSettings(environment);
        this.http = http;
        this.readAhead = readAhead;
        this.logins = new AzLogins(settings, http);
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return find(uri).map(AzObject::stat);
    }

    private Optional<AzObject> find(Location uri) {
        return uri.isFolder() ? Optional.empty() : AzObject.find(container(uri), uri.toString(), key(uri));
    }

    @Override
    public List<String> list(Location folder) {
        return listing(folder).names();
    }

    @Override
    public List<String> folders(Location folder) {
        return listing(folder).folders();
    }

    private AzListing listing(Location folder) {
        String key = key(folder);
        return AzListing.of(container(folder), folder.toString(), key.isEmpty() || key.endsWith("/") ? key : key + "/");
    }

    @Override
    public Blob open(Location uri) {
        AzObject object = find(uri)
                .orElseThrow(() -> new RadinException(
                        Reason.InputNotFound, uri + ": no such object; check the key, or copy it there"));
        return new RangedBlob(new Ranges(http, object), readAhead);
    }

    @Override
    public Publication create(Location uri) {
        if (uri.isFolder()) {
            throw new RadinException(Reason.OutputNotWritable, uri + ": is a folder; name an object in it");
        }
        return new RemotePublication(http, new AzTarget(container(uri), uri.toString(), key(uri)));
    }

    @Override
    public void delete(Location uri) {
        String shown = uri.toString();
        AzContainer container = container(uri);
        Map<String, String> headers = Map.of("x-ms-delete-snapshots", "include");
        container.ask(
                new AzContainer.Request(shown, "DELETE", container.blob(key(uri), ""), headers, null),
                (answer, error) -> {
                    if (error != null && error.status() != 404) {
                        throw container.writing(shown, error);
                    }
                    return null;
                });
    }

    private AzContainer container(Location uri) {
        AzAccount account = AzAccount.of(uri, settings);
        AzLogin login = byAccount.computeIfAbsent(account, one -> logins.of(uri.toString(), one));
        return new AzContainer(http, login, account, uri.authority());
    }

    private static String key(Location uri) {
        return uri.path().isEmpty() ? "" : uri.path().substring(1);
    }
}
