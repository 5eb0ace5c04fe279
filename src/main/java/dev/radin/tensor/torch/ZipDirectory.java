package dev.radin.tensor.torch;

import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the central directory of a zip archive (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16) that may be hostile: one
 * disk, no encryption, records that cannot overlap.
 */
final class ZipDirectory {

    static final int ENTRY_SIGNATURE = 0x02014b50;
    static final int END_SIGNATURE = 0x06054b50;
    static final int END64_SIGNATURE = 0x06064b50;
    static final int LOCATOR64_SIGNATURE = 0x07064b50;
    static final int ENTRY_BYTES = 46;
    static final int END_BYTES = 22;
    static final int END64_BYTES = 56;
    static final int LOCATOR64_BYTES = 20;
    static final int ZIP64_EXTRA = 1;
    static final int ENCRYPTED = 1;

    private static final int COMMENT_BYTES = 0xFFFF;
    /** A path of a record; longer ones are not a model's. */
    private static final int NAME_BYTES = 4096;

    private static final String ADVICE = "Copy or save the file again";

    private final Blob blob;
    private final Limits limits;
    private final FileError refusal;

    private ZipDirectory(Blob blob, Limits limits, FileError refusal) {
        this.blob = blob;
        this.limits = limits;
        this.refusal = refusal;
    }

    /** The records in the order of their place in the file. */
    static List<ZipRecord> read(Blob blob, Limits limits, FileError refusal) {
        return new ZipDirectory(blob, limits, refusal).read();
    }

    private List<ZipRecord> read() {
        int tail = (int) Math.min(blob.sizeBytes(), END_BYTES + COMMENT_BYTES);
        ByteBuffer end = bytes(blob.sizeBytes() - tail, tail);
        int at = tail - END_BYTES;
        while (at >= 0
                && (end.getInt(at) != END_SIGNATURE || (end.getShort(at + 20) & 0xFFFF) != tail - at - END_BYTES)) {
            at--;
        }
        if (at < 0) {
            throw refusal.because("ends before the directory of its zip archive: it is truncated or no zip", ADVICE);
        }
        long endOffset = blob.sizeBytes() - tail + at;
        long count = end.getShort(at + 10) & 0xFFFF;
        long size = unsigned(end.getInt(at + 12));
        long offset = unsigned(end.getInt(at + 16));
        boolean oneDisk = end.getInt(at + 4) == 0 && end.getShort(at + 8) == end.getShort(at + 10);
        ByteBuffer locator = bytes(Math.max(0, endOffset - LOCATOR64_BYTES), LOCATOR64_BYTES);
        if (locator.getInt(0) == LOCATOR64_SIGNATURE) { // torch writes one whatever the size
            endOffset = locator.getLong(8);
            ByteBuffer end64 = bytes(endOffset, END64_BYTES);
            require(end64.getInt(0) == END64_SIGNATURE);
            oneDisk = end64.getLong(16) == 0 && end64.getLong(24) == end64.getLong(32);
            require(agrees(count, 0xFFFF, end64.getLong(32))
                    && agrees(size, 0xFFFFFFFFL, end64.getLong(40))
                    && agrees(offset, 0xFFFFFFFFL, end64.getLong(48)));
            count = end64.getLong(32);
            size = end64.getLong(40);
            offset = end64.getLong(48);
        }
        require(oneDisk && offset >= 0 && size >= 0 && offset <= endOffset && size == endOffset - offset);
        if (count < 0 || count > limits.zipEntries() || size > limits.headerBytes()) {
            throw refusal.because(
                    "has " + count + " zip entries, more than the " + limits.zipEntries() + " that are read",
                    "Raise the limit if you trust it");
        }
        return boundaries(entries(bytes(offset, (int) size), (int) count), offset);
    }

    private List<ZipRecord> entries(ByteBuffer directory, int count) {
        List<ZipRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            require(directory.remaining() >= ENTRY_BYTES && directory.getInt(directory.position()) == ENTRY_SIGNATURE);
            records.add(entry(directory));
        }
        require(!directory.hasRemaining());
        return records;
    }

    private ZipRecord entry(ByteBuffer directory) {
        int at = directory.position();
        int flags = directory.getShort(at + 8);
        int method = directory.getShort(at + 10);
        long stored = unsigned(directory.getInt(at + 20));
        long size = unsigned(directory.getInt(at + 24));
        int nameBytes = directory.getShort(at + 28) & 0xFFFF;
        int extraBytes = directory.getShort(at + 30) & 0xFFFF;
        int commentBytes = directory.getShort(at + 32) & 0xFFFF;
        long offset = unsigned(directory.getInt(at + 42));
        require(nameBytes <= NAME_BYTES
                && directory.remaining() >= ENTRY_BYTES + nameBytes + extraBytes + commentBytes);
        byte[] name = new byte[nameBytes];
        directory.position(at + ENTRY_BYTES).get(name);
        ByteBuffer zip64 = zip64(directory.slice(directory.position(), extraBytes));
        directory.position(directory.position() + extraBytes + commentBytes);
        // The fields of the extra block are there only for what does not fit, in this order.
        size = size == 0xFFFFFFFFL ? next(zip64) : size;
        stored = stored == 0xFFFFFFFFL ? next(zip64) : stored;
        offset = offset == 0xFFFFFFFFL ? next(zip64) : offset;
        String path = new String(name, StandardCharsets.UTF_8);
        require(size >= 0 && stored >= 0 && offset >= 0 && (flags & ENCRYPTED) == 0);
        if (method != 0 && method != 8 || method == 0 && stored != size) {
            throw refusal.because("record `" + path + "` is packed in an unknown way", ADVICE + " with torch.save");
        }
        return new ZipRecord(path, method == 8, stored, size, unsigned(directory.getInt(at + 16)), offset, 0);
    }

    private ByteBuffer zip64(ByteBuffer extra) {
        extra.order(ByteOrder.LITTLE_ENDIAN);
        while (extra.remaining() >= 4) {
            int id = extra.getShort();
            int length = extra.getShort() & 0xFFFF;
            require(length <= extra.remaining());
            if (id == ZIP64_EXTRA) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private long next(ByteBuffer zip64) {
        require(zip64.remaining() >= Long.BYTES);
        return zip64.getLong();
    }

    private List<ZipRecord> boundaries(List<ZipRecord> records, long directoryOffset) {
        List<ZipRecord> sorted = new ArrayList<>(records);
        sorted.sort(Comparator.comparingLong(ZipRecord::headerOffset));
        for (int i = 0; i < sorted.size(); i++) {
            ZipRecord record = sorted.get(i);
            long boundary = i + 1 < sorted.size() ? sorted.get(i + 1).headerOffset() : directoryOffset;
            long room = boundary - record.headerOffset() - ZipRecord.LOCAL_HEADER_BYTES;
            if (room < record.storedBytes()) {
                throw refusal.because(
                        "record `" + record.path() + "` overlaps what follows it in the zip archive", ADVICE);
            }
            sorted.set(i, record.withBoundary(boundary));
        }
        return sorted;
    }

    private ByteBuffer bytes(long offset, int count) {
        require(offset >= 0 && offset <= blob.sizeBytes() - count);
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        blob.read(offset, buffer);
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void require(boolean sound) {
        if (!sound) {
            throw refusal.because("the directory of its zip archive is damaged", ADVICE);
        }
    }

    /** A classic field is the zip64 one, or all ones. */
    private static boolean agrees(long classic, long allOnes, long zip64) {
        return classic == zip64 || classic == allOnes;
    }

    private static long unsigned(int value) {
        return value & 0xFFFFFFFFL;
    }
}
