package dev.radin.tensor.torch;

import dev.radin.tensor.ByteSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a zip archive the way torch does: content aligned to 64 bytes, checksums behind it, so that nothing is read
 * twice. Timestamps are fixed: the same content gives the same bytes.
 */
final class ZipWriter {

    static final long ZIP64_FROM = 0xFFFFFFFFL;

    private static final int ALIGNMENT = 64;
    /** The extra block that torch pads local headers with, {@code FB}. */
    private static final short PADDING_EXTRA = 0x4246;

    private static final short SIZES_FOLLOW_AND_UTF8 = 0x0808;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    /** 1980-01-01, the earliest that the format has. */
    private static final short DOS_DATE = 0x21;

    private static final short VERSION = 45;
    private static final byte[] PADDING = new byte[ALIGNMENT];

    private record Entry(byte[] path, boolean deflated, long storedBytes, long sizeBytes, long crc, long offset) {}

    private final ByteSink sink;
    private final long zip64From;
    private final List<Entry> entries = new ArrayList<>();
    private long position;

    ZipWriter(ByteSink sink) {
        this(sink, ZIP64_FROM);
    }

    /** @param zip64From the first length or offset that does not fit the classic fields; lower only in tests */
    ZipWriter(ByteSink sink, long zip64From) {
        this.sink = sink;
        this.zip64From = zip64From;
    }

    /** Writes one record's content, all of it, to the sink that it is given. */
    @FunctionalInterface
    interface Content {
        void writeTo(ByteSink sink);
    }

    /** Appends a record that is stored as it is. */
    void store(String path, long sizeBytes, Content content) {
        long offset = begin(path, false, sizeBytes);
        CRC32 crc = new CRC32();
        content.writeTo(block -> {
            crc.update(block.duplicate());
            write(block);
        });
        end(new Entry(utf8(path), false, sizeBytes, sizeBytes, crc.getValue(), offset));
    }

    /** Appends a record of another archive without unpacking it. */
    void copy(String path, ZipRecord record, Content raw) {
        long offset = begin(path, record.deflated(), Math.max(record.sizeBytes(), record.storedBytes()));
        raw.writeTo(this::write);
        end(new Entry(utf8(path), record.deflated(), record.storedBytes(), record.sizeBytes(), record.crc(), offset));
    }

    private long begin(String path, boolean deflated, long sizeBytes) {
        byte[] name = utf8(path);
        long offset = position;
        boolean zip64 = sizeBytes >= zip64From;
        int extra = zip64 ? 20 : 0;
        long content = offset + ZipRecord.LOCAL_HEADER_BYTES + name.length + extra + 4;
        int padding = (int) ((ALIGNMENT - content % ALIGNMENT) % ALIGNMENT);
        ByteBuffer header = buffer(ZipRecord.LOCAL_HEADER_BYTES + name.length + extra + 4 + padding);
        header.putInt(ZipRecord.LOCAL_SIGNATURE)
                .putShort(VERSION)
                .putShort(SIZES_FOLLOW_AND_UTF8)
                .putShort(method(deflated))
                .putShort((short) 0)
                .putShort(DOS_DATE)
                .putInt(0)
                .putInt(zip64 ? -1 : 0)
                .putInt(zip64 ? -1 : 0)
                .putShort((short) name.length)
                .putShort((short) (extra + 4 + padding))
                .put(name);
        if (zip64) {
            header.putShort((short) ZipDirectory.ZIP64_EXTRA)
                    .putShort((short) 16)
                    .putLong(0)
                    .putLong(0);
        }
        header.putShort(PADDING_EXTRA).putShort((short) padding).put(PADDING, 0, padding);
        write(header.flip());
        return offset;
    }

    private void end(Entry entry) {
        boolean zip64 = Math.max(entry.sizeBytes, entry.storedBytes) >= zip64From;
        ByteBuffer descriptor = buffer(24).putInt(DESCRIPTOR_SIGNATURE).putInt((int) entry.crc);
        if (zip64) {
            descriptor.putLong(entry.storedBytes).putLong(entry.sizeBytes);
        } else {
            descriptor.putInt((int) entry.storedBytes).putInt((int) entry.sizeBytes);
        }
        write(descriptor.flip());
        entries.add(entry);
    }

    /** Appends the directory. */
    void finish() {
        long directory = position;
        entries.forEach(this::writeDirectoryEntry);
        long size = position - directory;
        boolean zip64 = entries.size() >= 0xFFFF || position >= zip64From;
        ByteBuffer end = buffer(ZipDirectory.END64_BYTES + ZipDirectory.LOCATOR64_BYTES + ZipDirectory.END_BYTES);
        if (zip64) {
            end.putInt(ZipDirectory.END64_SIGNATURE)
                    .putLong(ZipDirectory.END64_BYTES - 12)
                    .putShort(VERSION)
                    .putShort(VERSION)
                    .putLong(0)
                    .putLong(entries.size())
                    .putLong(entries.size())
                    .putLong(size)
                    .putLong(directory);
            end.putInt(ZipDirectory.LOCATOR64_SIGNATURE)
                    .putInt(0)
                    .putLong(position)
                    .putInt(1);
        }
        short count = (short) (zip64 ? -1 : entries.size());
        end.putInt(ZipDirectory.END_SIGNATURE)
                .putInt(0)
                .putShort(count)
                .putShort(count)
                .putInt(zip64 ? -1 : (int) size)
                .putInt(zip64 ? -1 : (int) directory)
                .putShort((short) 0);
        write(end.flip());
    }

    private void writeDirectoryEntry(Entry entry) {
        boolean zip64 = Math.max(entry.offset, Math.max(entry.sizeBytes, entry.storedBytes)) >= zip64From;
        ByteBuffer header = buffer(ZipDirectory.ENTRY_BYTES + entry.path.length + (zip64 ? 28 : 0));
        header.putInt(ZipDirectory.ENTRY_SIGNATURE)
                .putShort(VERSION)
                .putShort(VERSION)
                .putShort(SIZES_FOLLOW_AND_UTF8)
                .putShort(method(entry.deflated))
                .putShort((short) 0)
                .putShort(DOS_DATE)
                .putInt((int) entry.crc)
                .putInt(zip64 ? -1 : (int) entry.storedBytes)
                .putInt(zip64 ? -1 : (int) entry.sizeBytes)
                .putShort((short) entry.path.length)
                .putShort((short) (zip64 ? 28 : 0))
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .putInt(zip64 ? -1 : (int) entry.offset)
                .put(entry.path);
        if (zip64) {
            header.putShort((short) ZipDirectory.ZIP64_EXTRA)
                    .putShort((short) 24)
                    .putLong(entry.sizeBytes)
                    .putLong(entry.storedBytes)
                    .putLong(entry.offset);
        }
        write(header.flip());
    }

    private void write(ByteBuffer bytes) {
        position += bytes.remaining();
        sink.write(bytes);
    }

    private static short method(boolean deflated) {
        return (short) (deflated ? 8 : 0);
    }

    private static ByteBuffer buffer(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf8(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }
}
