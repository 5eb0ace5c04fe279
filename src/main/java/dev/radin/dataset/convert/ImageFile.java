package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes one image; of an animated one the first frame. Transparency and EXIF rotation are left out of account. */
final class ImageFile {

    /** 100 megapixels take 400 MB while they are decoded; what claims more is a mistake or an attack. */
    private static final long MAX_PIXELS = 100_000_000;

    private static final long LARGEST_JPEG_BYTES = 256L << 20;

    /** The decoded image, a row of it, its planes, and what resizing takes. */
    private static final int BYTES_A_PIXEL = 8;

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "bmp", "gif");

    /** Warnings that say nothing of the pixels. */
    private static final Pattern HARMLESS =
            Pattern.compile("(?i)extraneous bytes|ICC|profile|JFIF|thumbnail|metadata|chunk");

    private ImageFile() {}

    static Pixels read(Path file, boolean grey) {
        BufferedImage image = decode(file);
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

    private static BufferedImage decode(Path file) {
        LocalFile.requireFile(file);
        if (!Files.isReadable(file)) {
            throw LocalFile.unreadable(file, new AccessDeniedException(file.toString()));
        }
        try (ImageInputStream stream = storedSamples(file)) {
            ImageReader reader = reader(file, stream);
            try {
                return decode(file, reader, stream);
            } finally {
                reader.dispose();
            }
        } catch (RadinException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The platform's readers throw whatever a damaged file leads them to.
            throw LocalFile.invalid(file, "cannot be decoded: " + reason(e) + ". Save it again as an RGB PNG or JPEG.");
        }
    }

    /**
     * Without the colour profile of a JPEG, which the platform would apply: what a network was trained on are the stored
     * samples, as Pillow and torchvision give them.
     */
    private static ImageInputStream storedSamples(Path file) throws IOException {
        if (!JpegProfile.isJpeg(file)) {
            return new FileImageInputStream(file.toFile());
        }
        if (Files.size(file) > LARGEST_JPEG_BYTES) {
            throw LocalFile.invalid(
                    file,
                    "has " + Files.size(file) + " bytes, more than the limit of " + LARGEST_JPEG_BYTES
                            + ". Shrink it.");
        }
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(JpegProfile.without(Files.readAllBytes(file))));
    }

    /** Chosen by its name: the platform reads other formats too, and with other colours than Pillow. */
    private static ImageReader reader(Path file, ImageInputStream stream) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
            reader.dispose();
        }
        throw LocalFile.invalid(file, "is damaged, or no PNG, JPEG, BMP or GIF whatever its name says.");
    }

    private static BufferedImage decode(Path file, ImageReader reader, ImageInputStream stream) throws IOException {
        reader.setInput(stream, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS) {
            throw LocalFile.invalid(
                    file, "has " + pixels + " pixels, more than the limit of " + MAX_PIXELS + ". Shrink it.");
        }
        long needed = pixels * BYTES_A_PIXEL;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap - heap / 8) {
            throw tooLarge(file, pixels);
        }
        List<String> damage = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (!HARMLESS.matcher(warning).find()) {
                damage.add(warning);
            }
        });
        BufferedImage image;
        try {
            image = reader.read(0);
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, pixels);
        }
        if (!damage.isEmpty()) {
            throw LocalFile.invalid(
                    file, "is damaged or cut short: " + reason(damage.get(0)) + ". Copy it here again.");
        }
        return image;
    }

    private static RadinException tooLarge(Path file, long pixels) {
        return new RadinException(
                Reason.WorkerFailed,
                file + ": has " + pixels + " pixels, which take about " + (pixels * BYTES_A_PIXEL >> 20)
                        + " MiB to decode, more than this process has; give it a larger heap, as with"
                        + " RADIN_JAVA_OPTS=-Xmx4g, or shrink the image");
    }

    /** Some of the platform's texts are empty, and others have several lines. */
    private static String reason(Exception e) {
        return e.getMessage() == null || e.getMessage().isBlank()
                ? e.getClass().getSimpleName()
                : reason(e.getMessage());
    }

    private static String reason(String text) {
        return text.strip().replaceAll("\\s+", " ").replaceAll("[ .:]+$", "");
    }

    /** One row as 0xRRGGBB. */
    private static void readRow(BufferedImage image, int y, int[] target) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        if (model instanceof ComponentColorModel && bands > 2) {
            int shift = raster.getSampleModel().getSampleSize(0) - 8;
            int[] samples = raster.getPixels(0, y, target.length, 1, (int[]) null);
            for (int x = 0; x < target.length; x++) {
                int at = x * bands;
                target[x] = samples[at] >> shift << 16 | samples[at + 1] >> shift << 8 | samples[at + 2] >> shift;
            }
            return;
        }
        if (bands > 2 || model instanceof IndexColorModel) {
            image.getRGB(0, y, target.length, 1, target, 0, target.length);
            return;
        }
        // Java takes grey for linear light and brightens it on the way to RGB: take the samples themselves.
        raster.getSamples(0, y, target.length, 1, 0, target);
        int bits = raster.getSampleModel().getSampleSize(0);
        for (int x = 0; x < target.length; x++) {
            int sample = bits > 8 ? target[x] >> bits - 8 : target[x] * 255 / ((1 << bits) - 1);
            target[x] = sample << 16 | sample << 8 | sample;
        }
    }
}
