package dev.radin.tensor.torch;

import dev.radin.fault.RadinException;
import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The records of a torch archive by their names below its root folder, each checked against its length and CRC before its
 * content is used. libtorch checks neither.
 */
final class ZipArchive {

    private static final int BLOCK_BYTES = 1 << 20;
    /** What torch 2.5 and torch 2.8 write first. */
    private static final Pattern EXPORTED =
            Pattern.compile("serialized_exported_program\\.json|[^/]+/(archive_format|models/[^/]+\\.json)");

    private final Blob blob;
    private final Limits limits;
    private final FileError refusal;
    private final Map<String, ZipRecord> records = new LinkedHashMap<>();
    /** Where the content of each record that was found sound begins. */
    private final Map<String, Long> verified = new ConcurrentHashMap<>();

    ZipArchive(Blob blob, Limits limits, FileError refusal) {
        this.blob = blob;
        this.limits = limits;
        this.refusal = refusal;
        String root = null;
        long expanded = 0;
        for (ZipRecord record : ZipDirectory.read(blob, limits, refusal)) {
            String path = record.path();
            if (EXPORTED.matcher(path).matches()) {
                throw refusal.because(
                        "is a program of torch.export (.pt2), which is not read",
                        "Save weights with torch.save(model.state_dict(), …), a network with"
                                + " torch.jit.script(model).save(…)");
            }
            if (path.endsWith("/") && record.sizeBytes() == 0) {
                continue;
            }
            if (path.indexOf('/') <= 0 || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0 || climbs(path)) {
                throw refusal.because(
                        "its zip archive has a record named `" + path + "`, which no torch archive has",
                        "Save it again with torch.save or torch.jit.save");
            }
            root = root == null ? record.root() : root;
            if (!record.root().equals(root) || records.put(record.name(), record) != null) {
                throw refusal.because(
                        "its zip archive has a second record or root folder at `" + path + "`",
                        "Save it again with torch.save or torch.jit.save");
            }
            expanded += record.deflated() ? Math.min(record.sizeBytes(), limits.bufferBytes()) : 0;
            if (expanded > limits.bufferBytes()) {
                throw refusal.because(
                        "its zip archive expands to more than " + limits.bufferBytes() + " bytes",
                        "Save it again uncompressed, as torch.save does, or raise the limit if you trust it");
            }
        }
    }

    private static boolean climbs(String path) {
        return Arrays.asList(path.split("/", -1)).stream()
                .anyMatch(p -> p.isEmpty() || p.equals("..") || p.equals("."));
    }

    Collection<ZipRecord> records() {
        return records.values();
    }

    boolean has(String name) {
        return records.containsKey(name);
    }

    ZipRecord record(String name) {
        ZipRecord record = records.get(name);
        if (record == null) {
            throw refusal.because("has no record `" + name + "`", "Save it again with torch.save or torch.jit.save");
        }
        return record;
    }

    /** A small record's content. */
    byte[] content(String name, long mostBytes) {
        ZipRecord record = record(name);
        if (record.sizeBytes() > mostBytes) {
            throw refusal.because(
                    "record `" + name + "` has " + record.sizeBytes() + " bytes, more than the " + mostBytes
                            + " that are read",
                    "Raise the limit if you trust it");
        }
        ByteBuffer content = ByteBuffer.allocate((int) record.sizeBytes());
        stream(record, content::put);
        return content.array();
    }

    String text(String name) {
        return new String(content(name, limits.pickleBytes()), StandardCharsets.UTF_8);
    }

    /** Fills {@code target} from byte {@code offset} of a stored record, which is checked as a whole when first read. */
    void read(ZipRecord record, long offset, ByteBuffer target) {
        Long begin = verified.get(record.name());
        if (begin == null) {
            stream(record, block -> {});
            begin = verified.get(record.name());
        }
        blob.read(begin + offset, target);
    }

    /** Reads every record and refuses the first that is not what the archive's directory says. */
    void verify() {
        for (ZipRecord record : records.values()) {
            if (!verified.containsKey(record.name())) {
                stream(record, block -> {});
            }
        }
    }

    /** A record's bytes as they stand in the file, deflated or not; not checked. */
    void raw(ZipRecord record, Consumer<ByteBuffer> sink) {
        long begin = dataOffset(record);
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, record.storedBytes()));
        for (long at = 0; at < record.storedBytes(); at += block.limit()) {
            block.clear().limit((int) Math.min(block.capacity(), record.storedBytes() - at));
            blob.read(begin + at, block);
            sink.accept(block.flip());
        }
    }

    /** A record's inflated content, block by block; refused at the end when its length or CRC is wrong. */
    void stream(ZipRecord record, Consumer<ByteBuffer> sink) {
        CRC32 crc = new CRC32();
        Consumer<ByteBuffer> checked = block -> {
            crc.update(block.duplicate());
            sink.accept(block);
        };
        if (record.deflated()) {
            inflate(record, checked);
        } else {
            raw(record, checked);
        }
        if (crc.getValue() != record.crc()) {
            throw damaged(record, "does not have the checksum that its zip archive states");
        }
        verified.put(record.name(), dataOffset(record));
    }

    private void inflate(ZipRecord record, Consumer<ByteBuffer> sink) {
        Inflater inflater = new Inflater(true);
        ByteBuffer out = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, record.sizeBytes() + 1));
        try {
            raw(record, block -> {
                inflater.setInput(block);
                try {
                    while (inflater.inflate(out.clear()) > 0) {
                        if (inflater.getBytesWritten() > record.sizeBytes()) {
                            throw damaged(record, "expands to more than the size that its zip archive states");
                        }
                        sink.accept(out.flip());
                    }
                } catch (DataFormatException e) {
                    throw damaged(record, "cannot be inflated");
                }
            });
            if (!inflater.finished() || inflater.getBytesWritten() != record.sizeBytes()) {
                throw damaged(record, "is shorter than its zip archive states");
            }
        } finally {
            inflater.end();
        }
    }

    private long dataOffset(ZipRecord record) {
        byte[] path = record.path().getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(ZipRecord.LOCAL_HEADER_BYTES + path.length);
        if (record.boundary() - record.headerOffset() < header.capacity()) {
            throw damaged(record, "overlaps what follows it");
        }
        blob.read(record.headerOffset(), header);
        header.flip().order(ByteOrder.LITTLE_ENDIAN);
        int flags = header.getShort(6);
        boolean sound = header.getInt(0) == ZipRecord.LOCAL_SIGNATURE
                && (flags & ZipDirectory.ENCRYPTED) == 0
                && header.getShort(8) == (record.deflated() ? 8 : 0)
                && (header.getShort(26) & 0xFFFF) == path.length
                && Arrays.equals(header.array(), ZipRecord.LOCAL_HEADER_BYTES, header.limit(), path, 0, path.length)
                && agrees(header.getInt(14), record.crc(), flags)
                && agrees(header.getInt(18), record.storedBytes(), flags)
                && agrees(header.getInt(22), record.sizeBytes(), flags);
        long begin = record.headerOffset() + header.capacity() + (header.getShort(28) & 0xFFFF);
        if (!sound || begin + record.storedBytes() > record.boundary()) {
            throw damaged(record, "has a local header that contradicts the archive's directory");
        }
        return begin;
    }

    /** A zero stands for a value that follows the data; 2^32 - 1 for one in the zip64 block. */
    private static boolean agrees(int local, long stated, int flags) {
        return local == (int) stated || local == -1 || local == 0 && (flags & 8) != 0;
    }

    private RadinException damaged(ZipRecord record, String how) {
        return refusal.because(
                "record `" + record.name() + "` " + how + ": the file is damaged", "Copy or save it again");
    }

    /** Names of the records below a folder, in the order of the file. */
    List<String> below(String folder) {
        return records.keySet().stream().filter(n -> n.startsWith(folder)).toList();
    }
}
