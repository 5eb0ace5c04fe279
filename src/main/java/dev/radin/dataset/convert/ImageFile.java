package dev.radin.dataset.convert;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Decodes one image; of an animated one the first frame. Transparency and EXIF rotation are left out of account. */
final class ImageFile {

    /** 100 megapixels take 400 MB while they are decoded; what claims more is a mistake or an attack. */
    private static final long MAX_PIXELS = 100_000_000;

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
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw LocalFile.invalid(file, "is damaged, or no PNG, JPEG, BMP or GIF whatever its name says.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw LocalFile.invalid(
                            file, "has " + pixels + " pixels, more than the limit of " + MAX_PIXELS + ". Shrink it.");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw LocalFile.invalid(
                    file, "cannot be decoded: " + e.getMessage() + ". Save it again as an RGB PNG or JPEG.");
        }
    }

    /** One row as 0xRRGGBB. */
    private static void readRow(BufferedImage image, int y, int[] target) {
        if (image.getRaster().getNumBands() > 2 || image.getColorModel() instanceof IndexColorModel) {
            image.getRGB(0, y, target.length, 1, target, 0, target.length);
            return;
        }
        // Java takes grey for linear light and brightens it on the way to RGB: take the samples themselves.
        Raster raster = image.getRaster();
        raster.getSamples(0, y, target.length, 1, 0, target);
        int bits = raster.getSampleModel().getSampleSize(0);
        for (int x = 0; x < target.length; x++) {
            int sample = bits > 8 ? target[x] >> bits - 8 : target[x] * 255 / ((1 << bits) - 1);
            target[x] = sample << 16 | sample << 8 | sample;
        }
    }
}
