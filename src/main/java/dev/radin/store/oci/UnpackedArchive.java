package dev.radin.store.oci;

import dev.radin.store.Blob;
import dev.radin.store.ScratchFile;
import java.nio.ByteBuffer;

/** An archive on scratch as a file of it is read; closing leaves it to the others. */
record UnpackedArchive(String uri, long sizeBytes, ScratchFile file) implements Blob {

    @Override
    public void read(long position, ByteBuffer target) {
        file.read(position, target);
    }

    @Override
    public void close() {}
}
