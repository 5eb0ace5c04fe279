package dev.radin.dataset.convert;

import dev.radin.fault.OneLine;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes one image to the samples that Pillow's {@code convert("RGB")} gives, or refuses it; of an animated one the first
 * frame. Transparency, colour profiles and EXIF rotation are left out of account.
 */
final class ImageFile {

    /** What claims more is a mistake or an attack. */
    private static final long MAX_PIXELS = 100_000_000;

    /** As it is read, without what is no sample, and on the way there. */
    private static final long FILE_COPIES = 3;

    private static final int PLANES = 3;
    private static final int COEFFICIENT_BYTES = 6;
    private static final String ADVICE = "shrink the image";
    private static final long MAX_FILE_BYTES = 256L << 20;

    private ImageFile() {}

    static Pixels read(Path file, boolean grey, MemoryBound memory) {
        BufferedImage image = decode(file, memory);
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] planes = new byte[(grey ? 1 : 3) * width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            readRow(image, y, row);
            for (int x = 0; x < width; x++) {
                int red = row[x] >> 16 & 0xFF;
                int green = row[x] >> 8 & 0xFF;
                int blue = row[x] & 0xFF;
                int at = y * width + x;
                if (grey) {
                    // ITU-R 601 luma in 16 bits of fraction, as Pillow has it.
                    planes[at] = (byte) (red * 19595 + green * 38470 + blue * 7471 + 0x8000 >> 16);
                } else {
                    planes[at] = (byte) red;
                    planes[width * height + at] = (byte) green;
                    planes[2 * width * height + at] = (byte) blue;
                }
            }
        }
        return new Pixels(grey ? 1 : 3, height, width, planes);
    }

    private static BufferedImage decode(Path file, MemoryBound memory) {
        byte[] bytes = bytes(file, memory);
        ImageFormat format = ImageFormat.of(bytes)
                .orElseThrow(() -> LocalFile.invalid(
                        file, "is damaged, or no PNG, JPEG, BMP or GIF whatever its name says. Convert or remove it."));
        byte[] samples = format.samplesOnly(file, bytes);
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(samples))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName(
                            format.name().toLowerCase(Locale.ROOT))
                    .next();
            try {
                reader.setInput(stream, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                long pixels = (long) width * height;
                if (pixels > MAX_PIXELS) {
                    throw LocalFile.invalid(
                            file, "has " + pixels + " pixels, more than the limit of " + MAX_PIXELS + ". Shrink it.");
                }
                memory.check(
                        file,
                        "decoding its " + pixels + " pixels",
                        FILE_COPIES * bytes.length + pixels * bytesAPixel(reader, format, samples),
                        ADVICE);
                format.checkSize(file, bytes, width, height);
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                BufferedImage image = format == ImageFormat.JPEG && TallChroma.isIn(samples)
                        ? TallChroma.read(reader, samples)
                        : reader.read(0);
                if (!warnings.isEmpty()) {
                    throw LocalFile.invalid(
                            file, "is damaged: " + oneLine(warnings.get(0)) + ". Copy it again or remove it.");
                }
                return image;
            } finally {
                reader.dispose();
            }
        } catch (RadinException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // The readers of the JDK throw whatever a damaged file leads them to.
            throw fault(file, e);
        }
    }

    private static byte[] bytes(Path file, MemoryBound memory) {
        LocalFile.requireFile(file);
        try {
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw LocalFile.invalid(
                        file, "has " + size + " bytes, more than the limit of " + MAX_FILE_BYTES + ". Shrink it.");
            }
            memory.check(file, "reading its " + size + " bytes", FILE_COPIES * size, ADVICE);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
    }

    /** What a reader's failure means: memory was short, or the file is not as it should be. */
    static RadinException fault(Path file, Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return MemoryBound.beyondHeap(file, "decoding it", ADVICE, e);
            }
        }
        boolean wordless = e.getMessage() == null || e.getMessage().endsWith(": ");
        Throwable told = wordless && e.getCause() != null ? e.getCause() : e;
        String words = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        return new RadinException(
                Reason.InvalidInput,
                LocalFile.uri(file) + ": cannot be decoded: " + oneLine(words)
                        + ". Save it again as an RGB PNG or JPEG.",
                e);
    }

    /** The decoded image and its planes; libjpeg holds coefficients of 16 bits, and 4:4:0 takes planes of integers. */
    private static long bytesAPixel(ImageReader reader, ImageFormat format, byte[] samples) throws IOException {
        SampleModel decoded = reader.getImageTypes(0).next().getSampleModel();
        long image = (long) decoded.getNumBands() * DataBuffer.getDataTypeSize(decoded.getDataType()) / Byte.SIZE;
        if (format != ImageFormat.JPEG) {
            return image + PLANES;
        }
        return image + PLANES + COEFFICIENT_BYTES + (TallChroma.isIn(samples) ? TallChroma.BYTES_A_PIXEL : 0);
    }

    /** Some of the readers' texts have several lines. */
    private static String oneLine(String text) {
        return OneLine.of(text).replaceAll("[ .:]+$", "");
    }

    /** One row as 0xRRGGBB, from the samples themselves: a colour model would convert them to sRGB. */
    private static void readRow(BufferedImage image, int y, int[] target) {
        if (image.getColorModel() instanceof IndexColorModel) {
            image.getRGB(0, y, target.length, 1, target, 0, target.length);
            return;
        }
        Raster raster = image.getRaster();
        int colours = raster.getNumBands() > 2 ? 3 : 1;
        int[] samples = new int[target.length];
        Arrays.fill(target, 0);
        for (int band = 0; band < 3; band++) {
            if (band < colours) {
                raster.getSamples(0, y, target.length, 1, band, samples);
                toBytes(samples, raster.getSampleModel().getSampleSize(band), raster.getNumBands() == 1);
            }
            for (int x = 0; x < target.length; x++) {
                target[x] = target[x] << 8 | samples[x];
            }
        }
    }

    /** Pillow keeps the upper byte of 16 bits of red, green or blue, and clips 16 bits of grey. */
    private static void toBytes(int[] samples, int bits, boolean grey) {
        for (int x = 0; x < samples.length; x++) {
            if (bits <= 8) {
                samples[x] = samples[x] * 255 / ((1 << bits) - 1);
            } else {
                samples[x] = grey ? Math.min(samples[x], 255) : samples[x] >> bits - 8;
            }
        }
    }
}
