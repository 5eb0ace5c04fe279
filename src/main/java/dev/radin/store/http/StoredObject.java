package dev.radin.store.http;

import dev.radin.store.Stat;

/** An object of a bucket that is there. */
public interface StoredObject extends RemoteObject {

    Stat stat();

    /** By what it was published; null where it does not say. */
    String writer();
}
