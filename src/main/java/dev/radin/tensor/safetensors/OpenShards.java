package dev.radin.tensor.safetensors;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The few shards of one checkpoint that are open at a time. Hundreds of models with dozens of shards each are read
 * tensor by tensor; holding all of them open would exhaust the process's file descriptors.
 */
final class OpenShards implements AutoCloseable {

    private static final class Lease {
        private final Blob blob;
        private int readers;

        private Lease(Blob blob) {
            this.blob = blob;
        }
    }

    private final Function<String, Blob> open;
    private final int limit;
    /** By file name, the least recently used first. */
    private final Map<String, Lease> leases = new LinkedHashMap<>(8, 0.75f, true);

    /** @param limit shards kept open while nobody reads them */
    OpenShards(Function<String, Blob> open, int limit) {
        this.open = open;
        this.limit = limit;
    }

    /** @param sizeBytes what the file had when its header was checked */
    void read(String fileName, long sizeBytes, long position, ByteBuffer target) {
        Lease lease = borrow(fileName, sizeBytes);
        try {
            lease.blob.read(position, target);
        } finally {
            giveBack(lease);
        }
    }

    private synchronized Lease borrow(String fileName, long sizeBytes) {
        Lease lease = leases.computeIfAbsent(fileName, name -> new Lease(open.apply(name)));
        if (lease.blob.sizeBytes() != sizeBytes) {
            throw new RadinException(
                    Reason.InputChanged,
                    lease.blob.uri() + " had " + sizeBytes + " bytes when it was opened and now has "
                            + lease.blob.sizeBytes() + ". Start again when nobody writes it any more.");
        }
        lease.readers++;
        closeIdle(limit);
        return lease;
    }

    private synchronized void giveBack(Lease lease) {
        lease.readers--;
        closeIdle(limit);
    }

    private void closeIdle(int keep) {
        Iterator<Lease> eldestFirst = leases.values().iterator();
        while (leases.size() > keep && eldestFirst.hasNext()) {
            Lease lease = eldestFirst.next();
            if (lease.readers == 0) {
                lease.blob.close();
                eldestFirst.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        closeIdle(0);
    }
}
