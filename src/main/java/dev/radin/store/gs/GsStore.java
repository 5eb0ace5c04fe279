package dev.radin.store.gs;

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

/** {@code gs://bucket/key}. */
public final class GsStore implements Store {

    private final Map<String, String> environment;
    private final Http http;
    private final ReadAhead readAhead;
    private final GoogleLogin login;

    /** @param environment where server and credentials may be */
    public GsStore(Map<String, String> environment, Http http, ReadAhead readAhead) {
        this.environment = environment;
        this.http = http;
        this.readAhead = readAhead;
        this.login = new GoogleLogin(environment, http);
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return find(uri).map(GsObject::stat);
    }

    private Optional<GsObject> find(Location uri) {
        return uri.isFolder() ? Optional.empty() : GsObject.find(bucket(uri), uri.toString(), key(uri));
    }

    @Override
    public List<String> list(Location folder) {
        return listing(folder).names();
    }

    @Override
    public List<String> folders(Location folder) {
        return listing(folder).folders();
    }

    private GsListing listing(Location folder) {
        String key = key(folder);
        return GsListing.of(bucket(folder), folder.toString(), key.isEmpty() || key.endsWith("/") ? key : key + "/");
    }

    @Override
    public Blob open(Location uri) {
        GsObject object = find(uri)
                .orElseThrow(() -> new RadinException(
                        Reason.InputNotFound, uri + ": no such object; check the key, or copy it there"));
        return new RangedBlob(new Ranges(http, object), readAhead);
    }

    @Override
    public Publication create(Location uri) {
        if (uri.isFolder()) {
            throw new RadinException(Reason.OutputNotWritable, uri + ": is a folder; name an object in it");
        }
        return new RemotePublication(http, new GsTarget(bucket(uri), uri.toString(), key(uri)));
    }

    @Override
    public void delete(Location uri) {
        String shown = uri.toString();
        GsBucket bucket = bucket(uri);
        bucket.ask(shown, "DELETE", bucket.server().object(bucket.name(), key(uri), ""), (answer, error) -> {
            if (error != null && error.status() != 404) {
                throw bucket.writing(shown, error);
            }
            return null;
        });
    }

    private GsBucket bucket(Location uri) {
        return new GsBucket(http, login, GsServer.of(uri, environment), uri.authority());
    }

    private static String key(Location uri) {
        return uri.path().isEmpty() ? "" : uri.path().substring(1);
    }
}
