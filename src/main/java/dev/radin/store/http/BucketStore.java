package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import java.util.List;
import java.util.Optional;

/** A store of objects in buckets: a URI's authority is the bucket, its path the key. Folders are what keys have before slashes. */
public abstract class BucketStore implements Store {

    private final Http http;
    private final ReadAhead readAhead;
    private final WriteBehind writeBehind;

    protected BucketStore(Http http, ReadAhead readAhead, WriteBehind writeBehind) {
        this.http = http;
        this.readAhead = readAhead;
        this.writeBehind = writeBehind;
    }

    protected abstract ObjectPlace place(Location uri, String key);

    /** @param prefix ends with a slash, or is empty */
    protected abstract ObjectListing listing(Location folder, String prefix);

    protected final Http http() {
        return http;
    }

    @Override
    public final Optional<Stat> stat(Location uri) {
        return find(uri).map(StoredObject::stat);
    }

    private Optional<? extends StoredObject> find(Location uri) {
        return uri.isFolder() ? Optional.empty() : place(uri).find();
    }

    @Override
    public final List<String> list(Location folder) {
        return listing(folder).names();
    }

    @Override
    public final List<String> folders(Location folder) {
        return listing(folder).folders();
    }

    private ObjectListing listing(Location folder) {
        String key = key(folder);
        return listing(folder, key.isEmpty() || key.endsWith("/") ? key : key + "/");
    }

    @Override
    public final Blob open(Location uri) {
        return openIfPresent(uri)
                .orElseThrow(() -> new RadinException(
                        Reason.InputNotFound, uri + ": no such object; check the key, or copy it there"));
    }

    @Override
    public final Optional<Blob> openIfPresent(Location uri) {
        return uri.isFolder() ? Optional.empty() : RangedBlob.open(http, place(uri), readAhead);
    }

    @Override
    public final Publication create(Location uri) {
        if (uri.isFolder()) {
            throw new RadinException(Reason.OutputNotWritable, uri + ": is a folder; name an object in it");
        }
        return new RemotePublication(http, writeBehind, place(uri));
    }

    @Override
    public final void delete(Location uri) {
        place(uri).delete();
    }

    private ObjectPlace place(Location uri) {
        return place(uri, key(uri));
    }

    private static String key(Location uri) {
        return uri.path().isEmpty() ? "" : uri.path().substring(1);
    }
}
