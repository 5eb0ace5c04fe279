package dev.radin.store.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Arrays that together take no more than an amount of memory. They are used again, as long as anybody uses any. */
final class ArrayPool {

    private final Map<Integer, Deque<byte[]>> spareByLength = new HashMap<>();
    private final long mostBytes;

    /** Of no array. */
    private long freeBytes;

    private int users;

    ArrayPool(long mostBytes) {
        this.mostBytes = mostBytes;
        this.freeBytes = mostBytes;
    }

    /** Somebody begins to use arrays. */
    synchronized void enter() {
        users++;
    }

    /** Somebody has done with them. */
    synchronized void leave() {
        users--;
        if (users == 0) {
            drop();
        }
    }

    /** What each of those who use arrays could have, if all had as much. */
    synchronized long share() {
        return mostBytes / Math.max(1, users);
    }

    /** Null where there is no memory for it. */
    byte[] take(int bytes) {
        synchronized (this) { // else what is given back between the two is dropped, and another made in its place
            byte[] spare = spare(bytes);
            if (spare != null) {
                return spare;
            }
            if (!reserve(bytes)) {
                return null;
            }
        }
        return new byte[bytes];
    }

    private byte[] spare(int bytes) {
        Deque<byte[]> spare = spareByLength.get(bytes);
        return spare == null ? null : spare.poll();
    }

    private boolean reserve(int bytes) {
        if (freeBytes < bytes) {
            drop();
        }
        if (freeBytes < bytes) {
            return false;
        }
        freeBytes -= bytes;
        return true;
    }

    /** @param array that nobody reads or writes any more */
    synchronized void giveBack(byte[] array) {
        if (users == 0) {
            freeBytes += array.length;
        } else {
            spareByLength
                    .computeIfAbsent(array.length, any -> new ArrayDeque<>())
                    .push(array);
        }
    }

    private void drop() {
        for (Deque<byte[]> arrays : spareByLength.values()) {
            for (byte[] array : arrays) {
                freeBytes += array.length;
            }
        }
        spareByLength.clear();
    }
}
