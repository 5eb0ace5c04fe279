package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import java.nio.ByteBuffer;

/** A file as a part of an archive, which is closed with it. */
record Slice(Blob archive, long start, long sizeBytes) implements Blob {

    @Override
    public String uri() {
        return archive.uri();
    }

    @Override
    public void read(long position, ByteBuffer target) {
        if (target.remaining() > sizeBytes - position) {
            throw new RadinException(
                    Reason.InputChanged,
                    uri() + ": has " + sizeBytes + " bytes and is read beyond them; it was cut short, or is not whole");
        }
        archive.read(start + position, target);
    }

    @Override
    public void close() {
        archive.close();
    }
}
