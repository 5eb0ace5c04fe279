package dev.radin.cache;

import dev.radin.store.Publication;
import java.nio.ByteBuffer;

/** Looks at the inputs once more before it publishes: what lies under a digest was made from that content. */
record ConfirmedPublication(Publication publication, Runnable confirm) implements Publication {

    @Override
    public String uri() {
        return publication.uri();
    }

    @Override
    public void write(ByteBuffer source) {
        publication.write(source);
    }

    @Override
    public boolean publish() {
        confirm.run();
        return publication.publish();
    }

    @Override
    public void close() {
        publication.close();
    }
}
