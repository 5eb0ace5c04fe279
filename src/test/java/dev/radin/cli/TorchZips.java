package dev.radin.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** PyTorch's zip archives, damaged or hostile. */
final class TorchZips {

    private static final int LOCAL_SIGNATURE = 0x04034b50;

    private TorchZips() {}

    /** A state dict whose pickle would run {@code true} in a shell. */
    static byte[] hostilePickle() {
        return stored(Map.of(
                "archive/data.pkl",
                "\u0080\2cposix\nsystem\nX\4\0\0\0true\u0085R.".getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Half a megabyte that expands to more than the 512 MiB that are allowed. */
    static byte[] bomb() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(zeros);
            zip.putNextEntry(new ZipEntry("archive/data/0"));
            for (int mib = 0; mib < 513; mib++) {
                zip.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** One bit in the middle of a record is another. */
    static byte[] flipped(byte[] archive, String record) {
        byte[] copy = archive.clone();
        ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < copy.length - 30; at++) {
            if (bytes.getInt(at) == LOCAL_SIGNATURE) {
                int nameLength = bytes.getShort(at + 26);
                String name = new String(copy, at + 30, nameLength, StandardCharsets.UTF_8);
                if (name.endsWith(record)) {
                    copy[at + 30 + nameLength + bytes.getShort(at + 28) + bytes.getInt(at + 22) / 2] ^= 4;
                    return copy;
                }
            }
        }
        throw new IllegalArgumentException("no record " + record);
    }

    /** A record ends four bytes early, with a directory and a checksum that say so. */
    static byte[] shortened(byte[] archive, String record) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        try {
            Path copy = Files.createTempFile("archive", ".pt");
            Files.write(copy, archive);
            try (ZipFile zip = new ZipFile(copy.toFile())) {
                for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                    byte[] content = zip.getInputStream(entry).readAllBytes();
                    boolean cut = entry.getName().endsWith(record);
                    records.put(entry.getName(), cut ? Arrays.copyOf(content, content.length - 4) : content);
                }
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stored(records);
    }

    static byte[] stored(Map<String, byte[]> records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> record : records.entrySet()) {
                ZipEntry entry = new ZipEntry(record.getKey());
                CRC32 crc = new CRC32();
                crc.update(record.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(record.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(record.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
