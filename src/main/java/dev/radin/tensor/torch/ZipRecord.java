package dev.radin.tensor.torch;

/**
 * A record of a zip archive as the central directory lists it.
 *
 * @param path its whole name, the archive's root folder included
 * @param storedBytes its length in the file
 * @param sizeBytes its length once inflated; equal to {@code storedBytes} where it is stored
 * @param crc the CRC-32 of the inflated content
 * @param headerOffset where its local header begins
 * @param boundary the first byte that belongs to the next record or to the directory
 */
record ZipRecord(
        String path, boolean deflated, long storedBytes, long sizeBytes, long crc, long headerOffset, long boundary) {

    static final int LOCAL_HEADER_BYTES = 30;
    static final int LOCAL_SIGNATURE = 0x04034b50;

    ZipRecord withBoundary(long next) {
        return new ZipRecord(path, deflated, storedBytes, sizeBytes, crc, headerOffset, next);
    }

    /** Its name below the root folder: {@code data/0}. */
    String name() {
        return path.substring(path.indexOf('/') + 1);
    }

    String root() {
        return path.substring(0, path.indexOf('/'));
    }
}
