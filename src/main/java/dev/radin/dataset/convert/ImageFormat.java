package dev.radin.dataset.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of pictures that are read, told apart by their first bytes, whatever a file is called. */
enum ImageFormat {
    PNG("89504e470d0a1a0a"),
    JPEG("ffd8ff"),
    GIF("474946383"),
    BMP("424d");

    private final String start;

    ImageFormat(String start) {
        this.start = start;
    }

    static Optional<ImageFormat> of(byte[] file) {
        String start = HexFormat.of().formatHex(file, 0, Math.min(file.length, 8));
        return Arrays.stream(values())
                .filter(format -> start.startsWith(format.start))
                .findFirst();
    }

    /** The file as it is decoded: for the formats that can say how to show samples, without that. */
    byte[] samplesOnly(Path file, byte[] bytes) {
        return switch (this) {
            case PNG -> PngBytes.samplesOnly(file, bytes);
            case JPEG -> JpegBytes.samplesOnly(file, bytes);
            case GIF, BMP -> bytes;
        };
    }

    /** Pillow puts a GIF's smaller first frame on a background of the whole size; Java takes the frame alone. */
    void checkSize(Path file, byte[] bytes, int width, int height) {
        if (this == GIF) {
            ByteBuffer screen = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if ((screen.getShort(6) & 0xFFFF) != width || (screen.getShort(8) & 0xFFFF) != height) {
                throw LocalFile.invalid(
                        file, "is a GIF whose first frame is smaller than the picture. Save it as an RGB PNG.");
            }
        }
    }
}
