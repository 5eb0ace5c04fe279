package dev.radin.store;

import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

final class FileBlob implements Blob {

    private final String uri;
    private final FileChannel channel;
    private final long sizeBytes;

    FileBlob(Path path, String uri) throws IOException {
        this.uri = uri;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.sizeBytes = channel.size();
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
        try {
            long end = FileReads.fill(channel, position, target);
            if (end >= 0) {
                throw FileFaults.fault(
                        Reason.InputChanged,
                        uri,
                        "ended at byte " + end + " while it was read, and had " + sizeBytes
                                + " when it was opened; run it again, and keep inputs as they are meanwhile",
                        null);
            }
        } catch (IOException e) {
            throw FileFaults.reading(uri, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFaults.reading(uri, e);
        }
    }
}
