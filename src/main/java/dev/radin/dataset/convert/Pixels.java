package dev.radin.dataset.convert;

import java.util.Arrays;

/** An image as [channels, height, width], unsigned bytes. */
record Pixels(int channels, int height, int width, byte[] planes) {

    /** For messages. */
    String size() {
        return width + " x " + height;
    }

    /** As torchvision's Resize: the longer side follows, rounded down. */
    Pixels resizedToShorterSide(int side, Interpolation interpolation) {
        int newHeight = (int) heightAtShorterSide(side);
        int newWidth = (int) widthAtShorterSide(side);
        return rowsFirst(newHeight, newWidth)
                ? rows(newWidth, interpolation).columns(newHeight, interpolation)
                : columns(newHeight, interpolation).rows(newWidth, interpolation);
    }

    /** The largest of the planes that {@link #resizedToShorterSide} makes. */
    long planesAtShorterSide(int side) {
        long newHeight = heightAtShorterSide(side);
        long newWidth = widthAtShorterSide(side);
        long between = rowsFirst(newHeight, newWidth) ? height * newWidth : newHeight * width;
        return channels * Math.max(between, newHeight * newWidth);
    }

    /** What {@link #resizedToShorterSide} takes: this picture, maybe turned, and two copies each of what it makes. */
    long bytesToShorterSide(int side) {
        return 2L * planes.length + 4 * planesAtShorterSide(side);
    }

    private long heightAtShorterSide(int side) {
        return width >= height ? side : (long) side * height / width;
    }

    private long widthAtShorterSide(int side) {
        return width >= height ? (long) side * width / height : side;
    }

    /**
     * With bytes between and a mean over what is left out, as in Pillow: rows first, unless that is much more work. Pillow
     * has this exception since version 13; older ones differ in pictures that it is for.
     */
    private boolean rowsFirst(long newHeight, long newWidth) {
        long lessRows = height - newHeight;
        return lessRows <= 0 || lessRows <= 2 * (width - newWidth);
    }

    private Pixels rows(int newWidth, Interpolation interpolation) {
        return newWidth == width ? this : resampledRows(newWidth, interpolation);
    }

    private Pixels columns(int newHeight, Interpolation interpolation) {
        return newHeight == height
                ? this
                : transposed().resampledRows(newHeight, interpolation).transposed();
    }

    /** A square from the centre; halves are rounded to even, as torchvision's CenterCrop does. */
    Pixels centre(int size) {
        int top = (int) Math.rint((height - size) / 2.0);
        int left = (int) Math.rint((width - size) / 2.0);
        byte[] cropped = new byte[channels * size * size];
        for (int row = 0; row < channels * size; row++) {
            int from = ((row / size) * height + top + row % size) * width + left;
            System.arraycopy(planes, from, cropped, row * size, size);
        }
        return new Pixels(channels, size, size, cropped);
    }

    private Pixels resampledRows(int newWidth, Interpolation interpolation) {
        ResamplingFilter filter = new ResamplingFilter(interpolation, width, newWidth);
        byte[] target = new byte[channels * height * newWidth];
        for (int row = 0; row < channels * height; row++) {
            filter.apply(planes, row * width, target, row * newWidth);
        }
        return new Pixels(channels, height, newWidth, target);
    }

    private Pixels transposed() {
        byte[] target = new byte[planes.length];
        for (int c = 0; c < channels; c++) {
            int plane = c * height * width;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    target[plane + x * height + y] = planes[plane + y * width + x];
                }
            }
        }
        return new Pixels(channels, width, height, target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels that
                && channels == that.channels
                && height == that.height
                && width == that.width
                && Arrays.equals(planes, that.planes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(planes);
    }
}
