package dev.radin.dataset.convert;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;

/** A PNG's samples without profiles, gamma and texts, which Pillow leaves out of account too; checksums are checked. */
final class PngBytes {

    private static final int SIGNATURE = 8;

    /** A chunk's length, name and checksum. */
    private static final int FRAME = 12;

    private static final Set<String> SAMPLES = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngBytes() {}

    static byte[] samplesOnly(Path file, byte[] bytes) {
        ByteArrayOutputStream samples = new ByteArrayOutputStream(bytes.length);
        samples.write(bytes, 0, SIGNATURE);
        ByteBuffer png = ByteBuffer.wrap(bytes);
        String name = "";
        for (int at = SIGNATURE; !name.equals("IEND"); ) {
            long length = at + FRAME <= bytes.length ? Integer.toUnsignedLong(png.getInt(at)) : Long.MAX_VALUE;
            if (length > bytes.length - at - FRAME) {
                throw LocalFile.invalid(file, "is cut short: a PNG's end is missing. Copy it again or remove it.");
            }
            int size = (int) length;
            name = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (SAMPLES.contains(name)) {
                CRC32 checksum = new CRC32();
                checksum.update(bytes, at + 4, size + 4);
                if ((int) checksum.getValue() != png.getInt(at + 8 + size)) {
                    throw LocalFile.invalid(file, "is damaged: a checksum in it is wrong. Copy it again or remove it.");
                }
                samples.write(bytes, at, size + FRAME);
            }
            at += size + FRAME;
        }
        return samples.toByteArray();
    }
}
