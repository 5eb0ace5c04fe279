package dev.radin.dataset.convert;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A JPEG from its first marker to its last, without what is not a sample. Java would convert the samples by an embedded
 * colour profile and guess the colour space in its own way; Pillow does neither. So application data are left out, and
 * one marker in their place says which colour space libjpeg, and Pillow with it, takes the samples for.
 */
final class JpegBytes {

    private static final byte[] YCBCR = {
        (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };
    private static final byte[] RGB = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};

    private final Path file;
    private final byte[] bytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean jfif;
    private int adobeTransform = -1;
    private byte[] componentIds;

    private JpegBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The samples alone; refuses what is cut short, and what has neither one component nor three. */
    static byte[] samplesOnly(Path file, byte[] bytes) {
        return new JpegBytes(file, bytes).samples();
    }

    private byte[] samples() {
        int at = 2;
        while (true) {
            int marker = marker(at);
            if (marker == 0xD9) {
                break;
            }
            int end = segmentEnd(at);
            look(marker, at, end);
            if (marker == 0xDA) {
                end = entropyEnd(end);
            }
            if ((marker & 0xF0) != 0xE0 && marker != 0xFE) {
                kept.write(bytes, at, end - at);
            }
            at = nextMarker(end);
        }
        if (componentIds == null) {
            throw LocalFile.invalid(file, "is damaged: it has no picture in it. Copy it again or remove it.");
        }
        byte[] colours = isRgb() ? RGB : YCBCR;
        ByteArrayOutputStream samples = new ByteArrayOutputStream(kept.size() + 32);
        samples.write(bytes, 0, 2);
        samples.write(colours, 0, colours.length);
        kept.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
        samples.writeBytes(kept.toByteArray());
        return samples.toByteArray();
    }

    private void look(int marker, int at, int end) {
        if (marker == 0xE0 && startsWith(at + 4, end, "JFIF\0")) {
            jfif = true;
        } else if (marker == 0xEE && startsWith(at + 4, end, "Adobe") && end - at >= 16) {
            adobeTransform = bytes[at + 15] & 0xFF;
        } else if (isFrame(marker)) {
            int components = end - at > 9 ? bytes[at + 9] & 0xFF : 0;
            if (components == 4) {
                throw LocalFile.invalid(
                        file, "is a CMYK JPEG, which this reader cannot turn into RGB. Save it as RGB.");
            }
            if (components != 1 && components != 3 || end - at < 10 + 3 * components) {
                throw LocalFile.invalid(
                        file, "is a JPEG of " + components + " components, neither grey nor RGB. Save it as RGB.");
            }
            componentIds = new byte[components];
            for (int i = 0; i < components; i++) {
                componentIds[i] = bytes[at + 10 + 3 * i];
            }
        }
    }

    /** Whether what {@link #samplesOnly} gave holds red, green and blue, and not brightness and two colours. */
    static boolean isRgb(byte[] samples) {
        return samples[3] == RGB[1];
    }

    /** Where the frame header begins in what {@link #samplesOnly} gave. */
    static int frame(byte[] samples) {
        int at = 2;
        while (!isFrame(samples[at + 1] & 0xFF)) {
            at += 2 + ((samples[at + 2] & 0xFF) << 8 | samples[at + 3] & 0xFF);
        }
        return at;
    }

    /** As libjpeg decides. */
    private boolean isRgb() {
        if (componentIds.length == 1 || jfif) {
            return false;
        }
        return adobeTransform < 0 ? Arrays.equals(componentIds, new byte[] {'R', 'G', 'B'}) : adobeTransform == 0;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private boolean startsWith(int at, int end, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return end - at >= wanted.length && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private int marker(int at) {
        if (at + 1 >= bytes.length) {
            throw cutShort();
        }
        return bytes[at + 1] & 0xFF;
    }

    private int segmentEnd(int at) {
        if (at + 3 >= bytes.length) {
            throw cutShort();
        }
        int end = at + 2 + ((bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF);
        if (end > bytes.length) {
            throw cutShort();
        }
        return Math.max(end, at + 4);
    }

    /** Behind coded samples, in which FF is followed by 0 or is a restart marker. */
    private int entropyEnd(int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            int next = bytes[at + 1] & 0xFF;
            boolean coded = next == 0 || next == 0xFF || next >= 0xD0 && next <= 0xD7;
            if (bytes[at] == (byte) 0xFF && !coded) {
                return at;
            }
        }
        throw cutShort();
    }

    /** Passes over filling bytes. */
    private int nextMarker(int from) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if (bytes[at] == (byte) 0xFF && bytes[at + 1] != 0 && bytes[at + 1] != (byte) 0xFF) {
                return at;
            }
        }
        throw cutShort();
    }

    private RuntimeException cutShort() {
        return LocalFile.invalid(file, "is cut short: a JPEG's end is missing. Copy it again or remove it.");
    }
}
