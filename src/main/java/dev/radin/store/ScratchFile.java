package dev.radin.store;

import dev.radin.fault.RadinException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A temporary file of a share: written once, read back, removed. */
public final class ScratchFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private ScratchFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    public static ScratchFile create(Path folder, String suffix) {
        try {
            Path path = Files.createTempFile(folder, "radin-", suffix);
            return new ScratchFile(path, FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.READ));
        } catch (IOException e) {
            throw FileFaults.scratch(folder, e);
        }
    }

    /**
     * One that has its content already.
     *
     * @param writer of all of it; where that fails there is no file
     */
    public static ScratchFile written(Path folder, String suffix, Consumer<ScratchFile> writer) {
        ScratchFile file = create(folder, suffix);
        try {
            writer.accept(file);
            return file;
        } catch (RuntimeException | Error e) {
            try {
                file.close();
            } catch (RadinException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /** Takes its name away: it stays for this process alone, and is gone with it, however that ends. */
    public ScratchFile withoutName() {
        try {
            Files.deleteIfExists(path);
            return this;
        } catch (IOException e) {
            throw FileFaults.scratch(path, e);
        }
    }

    public long sizeBytes() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw FileFaults.scratch(path, e);
        }
    }

    public void write(ByteBuffer source) {
        try {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException e) {
            throw FileFaults.scratch(path, e);
        }
    }

    public void read(long position, ByteBuffer target) {
        try {
            long end = FileReads.fill(channel, position, target);
            if (end >= 0) {
                throw new IOException("it ended at byte " + end);
            }
        } catch (IOException e) {
            throw FileFaults.scratch(path, e);
        }
    }

    /** All of it, from the start. */
    public void copyTo(Consumer<ByteBuffer> sink) {
        try {
            ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
            for (long at = 0; at < channel.size(); at += block.capacity()) {
                block.clear().limit((int) Math.min(block.capacity(), channel.size() - at));
                read(at, block);
                sink.accept(block.flip());
            }
        } catch (IOException e) {
            throw FileFaults.scratch(path, e);
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw FileFaults.scratch(path, e);
        }
    }
}
