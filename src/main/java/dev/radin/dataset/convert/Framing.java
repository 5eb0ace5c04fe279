package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * How pictures come to one size, as with torchvision's Resize and CenterCrop.
 *
 * @param shorterSide what a picture's shorter side is resized to, in pixels; empty to leave its pixels as they are
 * @param size the side of the square that is then cut from its centre; empty to take all of it
 */
public record Framing(OptionalInt shorterSide, OptionalInt size, Interpolation interpolation) {

    private static final int LARGEST_SIDE = 8192;

    public Framing {
        if (size.isPresent() && !isSide(size.getAsInt())) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "pictures cannot be cropped to " + size.getAsInt() + " pixels: from 1 to " + LARGEST_SIDE);
        }
        if (shorterSide.isPresent()
                && (!isSide(shorterSide.getAsInt()) || size.isEmpty() || shorterSide.getAsInt() < size.getAsInt())) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "images cannot be resized to " + shorterSide.getAsInt() + " and cropped to " + size.orElse(0)
                            + " pixels: both are from 1 to " + LARGEST_SIDE
                            + ", and the crop is not larger than the shorter side.");
        }
    }

    public static Framing resized(int shorterSide, int size, Interpolation interpolation) {
        return new Framing(OptionalInt.of(shorterSide), OptionalInt.of(size), interpolation);
    }

    /** @param size empty to take the whole picture */
    public static Framing asTheyAre(OptionalInt size) {
        return new Framing(OptionalInt.empty(), size, Interpolation.BILINEAR);
    }

    /** @param file for messages */
    Pixels frame(Path file, Pixels image, MemoryBound memory) {
        Pixels resized = shorterSide.isPresent() ? resized(file, image, shorterSide.getAsInt(), memory) : image;
        if (size.isEmpty()) {
            return resized;
        }
        if (Math.min(resized.width(), resized.height()) < size.getAsInt()) {
            throw LocalFile.invalid(
                    file,
                    "is " + image.size() + " pixels, too small to cut " + size.getAsInt() + " x " + size.getAsInt()
                            + " from it. Resize pictures, or give a smaller --size.");
        }
        return resized.centre(size.getAsInt());
    }

    /** Whether a picture that already is the square is made larger only to be cut. */
    boolean enlargesOnlyToCut(Pixels image) {
        return shorterSide.isPresent()
                && size.isPresent()
                && shorterSide.getAsInt() != size.getAsInt()
                && image.width() == size.getAsInt()
                && image.height() == size.getAsInt();
    }

    private Pixels resized(Path file, Pixels image, int side, MemoryBound memory) {
        if (image.planesAtShorterSide(side) > Integer.MAX_VALUE - 8) {
            throw LocalFile.invalid(file, "is " + image.size() + " pixels, too narrow. Crop it.");
        }
        memory.check(
                file,
                "resizing its " + image.size() + " pixels",
                image.bytesToShorterSide(side),
                "crop or shrink the image");
        return image.resizedToShorterSide(side, interpolation);
    }

    private static boolean isSide(int pixels) {
        return pixels >= 1 && pixels <= LARGEST_SIDE;
    }
}
