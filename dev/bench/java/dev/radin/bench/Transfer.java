package dev.radin.bench;

import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.store.Stores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads an object and drops what is in it, or writes a file to one: {@code read URI}, {@code write URI FILE}. By as much at a
 * time as workers do.
 */
final class Transfer {

    private static final long MEMORY = 1L << 30;
    private static final int BLOCK = 1 << 20;

    private Transfer() {}

    public static void main(String[] arguments) throws IOException {
        Logs.asOfTheProgram();
        Stores stores = Stores.local(MEMORY, Path.of(System.getProperty("java.io.tmpdir")));
        Location uri = Location.of(arguments[1]);
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        if (arguments[0].equals("read")) {
            read(stores, uri, block);
        } else {
            write(stores, uri, block, Path.of(arguments[2]));
        }
    }

    private static void read(Stores stores, Location uri, ByteBuffer block) {
        try (Blob blob = stores.open(uri)) {
            for (long at = 0; at < blob.sizeBytes(); at += block.limit()) {
                blob.read(at, block.clear().limit((int) Math.min(BLOCK, blob.sizeBytes() - at)));
            }
        }
    }

    private static void write(Stores stores, Location uri, ByteBuffer block, Path file) throws IOException {
        try (FileChannel source = FileChannel.open(file);
                Publication publication = stores.create(uri)) {
            while (source.read(block.clear()) > 0) {
                publication.write(block.flip());
            }
            if (!publication.publish()) {
                throw new IOException(uri + " was there before");
            }
        }
    }
}
