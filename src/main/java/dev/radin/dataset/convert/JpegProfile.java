package dev.radin.dataset.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Colour profiles in JPEG files: segments APP2 that begin with {@code ICC_PROFILE} (ICC.1, annex B.4). */
final class JpegProfile {

    private static final byte[] SIGNATURE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    private static final int APP2 = 0xE2;
    private static final int START_OF_SCAN = 0xDA;

    private JpegProfile() {}

    static boolean isJpeg(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(3);
            return start.length == 3 && start[0] == (byte) 0xFF && start[1] == (byte) 0xD8 && start[2] == (byte) 0xFF;
        }
    }

    /** The same JPEG without its profile; of a malformed one, what comes from the first malformed segment on is kept. */
    static byte[] without(byte[] jpeg) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(jpeg.length);
        kept.write(jpeg, 0, 2);
        int at = 2;
        while (at + 4 <= jpeg.length && jpeg[at] == (byte) 0xFF && (jpeg[at + 1] & 0xFF) != START_OF_SCAN) {
            int marker = jpeg[at + 1] & 0xFF;
            int end = at + 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
            if (marker == 0xFF || end > jpeg.length || end < at + 4) {
                break;
            }
            if (marker != APP2 || !beginsWithSignature(jpeg, at + 4, end)) {
                kept.write(jpeg, at, end - at);
            }
            at = end;
        }
        kept.write(jpeg, at, jpeg.length - at);
        return kept.toByteArray();
    }

    private static boolean beginsWithSignature(byte[] jpeg, int from, int end) {
        return end - from >= SIGNATURE.length
                && Arrays.equals(jpeg, from, from + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }
}
