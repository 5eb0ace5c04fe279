package dev.radin.store.http;

import dev.radin.store.Blob;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An object of a server that gives no parts: read on from where the last read ended, and else anew from its start. */
public final class SequentialBlob implements Blob {

    private final Http http;
    private final RemoteObject object;
    private Answer answer;
    private long reached;

    public SequentialBlob(Http http, RemoteObject object) {
        this.http = http;
        this.object = object;
    }

    @Override
    public String uri() {
        return object.uri();
    }

    @Override
    public long sizeBytes() {
        return object.sizeBytes();
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) {
        object.requireWithin(position, target.remaining());
        Tries tries = http.tries(uri());
        long start = position - target.position();
        while (target.hasRemaining()) {
            int before = target.position();
            try {
                goTo(start + before);
                answer.fill(target);
                reached = start + target.position();
            } catch (IOException e) {
                end();
                if (target.position() > before) {
                    tries.progressed();
                }
                Tries.Server server = http.server(object.get().uri(), true);
                tries.failed("the answer broke off", 0, server).ifPresent(why -> {
                    throw tries.inVain(why, e);
                });
            }
        }
    }

    private void goTo(long position) throws IOException {
        if (answer == null || position < reached) {
            end();
            begin();
        }
        answer.skip(position - reached);
        reached = position;
    }

    private void begin() throws IOException {
        Answer begun = http.send(object.get());
        if (begun.status() == 200 && object.isSame(begun)) {
            answer = begun;
            reached = 0;
            return;
        }
        try (begun) {
            if (begun.status() == 200 || begun.status() == 404 || begun.status() == 412) {
                throw new Ranges(http, object).changed();
            }
            if (begun.status() == 429 || begun.status() >= 500) {
                throw new IOException("the server failed with " + begun.status());
            }
            throw object.refused(begun);
        }
    }

    private void end() {
        if (answer != null) {
            answer.close();
            answer = null;
        }
    }

    @Override
    public synchronized void close() {
        end();
    }
}
