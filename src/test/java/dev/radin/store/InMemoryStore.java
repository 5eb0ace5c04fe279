package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store in memory that keeps the promises of {@link Store}. Counts what is read, and which blobs are open. */
public final class InMemoryStore implements Store {

    private final Map<String, byte[]> objects = new TreeMap<>();
    private long bytesRead;
    private int openBlobs;
    private int mostOpenBlobs;

    public synchronized InMemoryStore with(String uri, byte[] content) {
        objects.put(uri, content);
        return this;
    }

    public synchronized byte[] content(String uri) {
        return objects.get(uri);
    }

    public synchronized long bytesRead() {
        return bytesRead;
    }

    public synchronized int openBlobs() {
        return openBlobs;
    }

    public synchronized int mostOpenBlobs() {
        return mostOpenBlobs;
    }

    @Override
    public synchronized Optional<Stat> stat(Location uri) {
        return Optional.ofNullable(objects.get(uri.toString()))
                .map(b -> new Stat(uri.toString(), b.length, "", Instant.EPOCH));
    }

    @Override
    public synchronized List<String> list(Location folder) {
        String prefix = folder.toString().endsWith("/") ? folder.toString() : folder + "/";
        return objects.keySet().stream()
                .filter(uri -> uri.startsWith(prefix))
                .map(uri -> uri.substring(prefix.length()))
                .filter(name -> !name.contains("/"))
                .sorted()
                .toList();
    }

    @Override
    public synchronized List<String> folders(Location folder) {
        String prefix = folder.toString().endsWith("/") ? folder.toString() : folder + "/";
        return objects.keySet().stream()
                .filter(uri -> uri.startsWith(prefix) && uri.indexOf('/', prefix.length()) > 0)
                .map(uri -> uri.substring(prefix.length(), uri.indexOf('/', prefix.length())))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public synchronized void delete(Location uri) {
        objects.remove(uri.toString());
    }

    @Override
    public synchronized Blob open(Location uri) {
        byte[] content = objects.get(uri.toString());
        if (content == null) {
            throw new RadinException(Reason.InputNotFound, uri + " does not exist.");
        }
        openBlobs++;
        mostOpenBlobs = Math.max(mostOpenBlobs, openBlobs);
        return new OpenBlob(uri.toString(), content);
    }

    @Override
    public Publication create(Location uri) {
        return new Unpublished(uri.toString());
    }

    private final class OpenBlob implements Blob {
        private final String uri;
        private final byte[] content;
        private boolean closed;

        private OpenBlob(String uri, byte[] content) {
            this.uri = uri;
            this.content = content;
        }

        @Override
        public String uri() {
            return uri;
        }

        @Override
        public long sizeBytes() {
            return content.length;
        }

        @Override
        public void read(long position, ByteBuffer target) {
            synchronized (InMemoryStore.this) {
                if (closed) {
                    throw new IllegalStateException(uri + " is closed");
                }
                bytesRead += target.remaining();
            }
            if (position + target.remaining() > content.length) {
                throw new RadinException(Reason.InputChanged, uri + " ended while it was read.");
            }
            target.put(content, Math.toIntExact(position), target.remaining());
        }

        @Override
        public void close() {
            synchronized (InMemoryStore.this) {
                if (!closed) {
                    closed = true;
                    openBlobs--;
                }
            }
        }
    }

    private final class Unpublished implements Publication {
        private final String uri;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        private Unpublished(String uri) {
            this.uri = uri;
        }

        @Override
        public String uri() {
            return uri;
        }

        @Override
        public void write(ByteBuffer source) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            written.writeBytes(bytes);
        }

        @Override
        public boolean publish() {
            synchronized (InMemoryStore.this) {
                return objects.putIfAbsent(uri, written.toByteArray()) == null;
            }
        }

        @Override
        public void close() {
            // What was not published is nobody's.
        }
    }
}
