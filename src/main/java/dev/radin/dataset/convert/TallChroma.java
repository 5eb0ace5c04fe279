package dev.radin.dataset.convert;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Colours of a JPEG that are stored for every second row, as in 4:4:0, which turning a 4:2:2 by 90 degrees gives.
 * libjpeg-turbo, and Pillow with it, finds the rows between by weights of 3 and 1; the older libjpeg that most Java
 * platforms bring repeats each row. This makes the first of the second.
 */
final class TallChroma {

    /** The stored samples, integers of them, one plane's smoothed, and the picture. */
    static final int BYTES_A_PIXEL = 3 + 3 * Integer.BYTES + 2 * Integer.BYTES;

    private static final int HALF = 1 << 15;

    /** Java platforms may also be built with libjpeg-turbo. */
    private static final class Platform {
        static final boolean REPEATS_ROWS = repeatsRows();
    }

    private TallChroma() {}

    /** Whether such a picture has to be read by {@link #read} to look as in Pillow. */
    static boolean isIn(byte[] jpegSamples) {
        boolean[] tall = tallComponents(jpegSamples);
        return (tall[0] || tall[1] || tall[2]) && Platform.REPEATS_ROWS;
    }

    /** @param jpegSamples what the reader reads, as from {@link JpegBytes} */
    static BufferedImage read(ImageReader reader, byte[] jpegSamples) throws IOException {
        Raster stored = reader.readRaster(0, null);
        boolean[] tall = tallComponents(jpegSamples);
        int width = stored.getWidth();
        int height = stored.getHeight();
        int[][] planes = new int[3][];
        for (int band = 0; band < 3; band++) {
            planes[band] = stored.getSamples(0, 0, width, height, band, (int[]) null);
            if (tall[band]) {
                planes[band] = smoothed(planes[band], width, height);
            }
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        WritableRaster target = image.getRaster();
        int[] rgb = new int[3];
        for (int at = 0; at < width * height; at++) {
            for (int band = 0; band < 3; band++) {
                rgb[band] = planes[band][at];
            }
            target.setPixel(at % width, at / width, JpegBytes.isRgb(jpegSamples) ? rgb : rgb(rgb));
        }
        return image;
    }

    /** Of rows that stand twice, each is drawn a quarter of the way to its neighbour; halves go down above, up below. */
    static int[] smoothed(int[] plane, int width, int height) {
        int[] smooth = new int[plane.length];
        for (int y = 0; y < height; y++) {
            int neighbour = Math.max(0, Math.min(height - 1, y % 2 == 0 ? y - 1 : y + 1));
            for (int x = 0; x < width; x++) {
                smooth[y * width + x] = 3 * plane[y * width + x] + plane[neighbour * width + x] + 1 + y % 2 >> 2;
            }
        }
        return smooth;
    }

    /** As libjpeg has it, in 16 bits of fraction. */
    private static int[] rgb(int[] yCbCr) {
        int cb = yCbCr[1] - 128;
        int cr = yCbCr[2] - 128;
        return new int[] {
            clipped(yCbCr[0] + (91881 * cr + HALF >> 16)),
            clipped(yCbCr[0] + (-22554 * cb - 46802 * cr + HALF >> 16)),
            clipped(yCbCr[0] + (116130 * cb + HALF >> 16))
        };
    }

    private static int clipped(int sample) {
        return Math.max(0, Math.min(255, sample));
    }

    /** Which components have half the rows but all the columns of the finest. */
    private static boolean[] tallComponents(byte[] jpegSamples) {
        boolean[] tall = new boolean[3];
        int frame = JpegBytes.frame(jpegSamples);
        if (jpegSamples[frame + 9] == 3) {
            int across = 0;
            int down = 0;
            for (int i = 0; i < 3; i++) {
                across = Math.max(across, jpegSamples[frame + 11 + 3 * i] >> 4 & 0xF);
                down = Math.max(down, jpegSamples[frame + 11 + 3 * i] & 0xF);
            }
            for (int i = 0; i < 3; i++) {
                int sampling = jpegSamples[frame + 11 + 3 * i];
                tall[i] = (sampling >> 4 & 0xF) == across && 2 * (sampling & 0xF) == down;
            }
        }
        return tall;
    }

    /** Writes a picture whose colours change from row to row, and looks at how it is read. */
    private static boolean repeatsRows() {
        BufferedImage image = new BufferedImage(8, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 8; x++) {
                image.setRGB(x, y, 0x1000F0 + y * 0x0F0000);
            }
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(tall(image)))) {
            reader.setInput(in);
            int[] blue = reader.readRaster(0, null).getSamples(0, 0, 1, 16, 1, (int[]) null);
            boolean repeated = true;
            for (int y = 0; y < blue.length; y += 2) {
                repeated &= blue[y] == blue[y + 1];
            }
            return repeated;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] tall(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
            writer.setOutput(out);
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
            ((IIOMetadataNode) tree.getElementsByTagName("componentSpec").item(0)).setAttribute("HsamplingFactor", "1");
            metadata.setFromTree(metadata.getNativeMetadataFormatName(), tree);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return jpeg.toByteArray();
    }
}
