package dev.radin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads of a channel that end when the buffer is full, and not sooner. */
final class FileReads {

    private FileReads() {}

    /**
     * Fills what remains of {@code target}.
     *
     * @return where the file ended before that, or -1
     */
    static long fill(FileChannel channel, long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                return at;
            }
            at += count;
        }
        return -1;
    }
}
