package dev.radin.store.oci;

import dev.radin.store.Blob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A blob as a channel of which only so much may be read: an archive that has more to say of its files is refused. */
final class HeaderChannel implements SeekableByteChannel {

    private final Blob blob;
    private final long mostBytes;
    private long position;
    private long read;

    HeaderChannel(Blob blob, long mostBytes) {
        this.blob = blob;
        this.mostBytes = mostBytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = (int) Math.min(target.remaining(), blob.sizeBytes() - position);
        if (count <= 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        read += count;
        if (read > mostBytes) {
            throw new IOException("it takes more than " + mostBytes + " bytes to say what it holds");
        }
        blob.read(position, target.slice(target.position(), count));
        target.position(target.position() + count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) throws IOException {
        if (to < 0) {
            throw new IOException("it leads to before its start");
        }
        position = to;
        return this;
    }

    @Override
    public long size() {
        return blob.sizeBytes();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Leaves the blob to whoever opened it. */
    @Override
    public void close() {}
}
