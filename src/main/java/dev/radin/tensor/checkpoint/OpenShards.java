package dev.radin.tensor.checkpoint;

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

    /** A shard that is opened whenever it is read, and is the same as long as it has the size that it has now. */
    Blob shard(String fileName) {
        Lease lease = borrow(fileName);
        try {
            return new Shard(fileName, lease.blob.uri(), lease.blob.sizeBytes());
        } finally {
            giveBack(lease);
        }
    }

    private final class Shard implements Blob {
        private final String fileName;
        private final String uri;
        private final long sizeBytes;

        private Shard(String fileName, String uri, long sizeBytes) {
            this.fileName = fileName;
            this.uri = uri;
            this.sizeBytes = sizeBytes;
        }

        @Override
        public String uri() {
            return uri;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public void read(long position, ByteBuffer target) {
            Lease lease = borrow(fileName);
            try {
                if (lease.blob.sizeBytes() != sizeBytes) {
                    throw new RadinException(
                            Reason.InputChanged,
                            uri + " had " + sizeBytes + " bytes when it was opened and now has "
                                    + lease.blob.sizeBytes() + ". Start again when nobody writes it any more.");
                }
                lease.blob.read(position, target);
            } finally {
                giveBack(lease);
            }
        }

        /** It is closed with the others. */
        @Override
        public void close() {}
    }

    private synchronized Lease borrow(String fileName) {
        Lease lease = leases.computeIfAbsent(fileName, name -> new Lease(open.apply(name)));
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

    /** Those that nobody reads now; they are opened again when they are read. */
    synchronized void closeUnread() {
        closeIdle(0);
    }

    @Override
    public void close() {
        closeUnread();
    }
}
