package dev.radin.tensor.average;

/**
 * How much is read and computed at a time. The larger the blocks, the fewer calls of the operating system; but a block of
 * every model and of every soup should fit the processor's second cache.
 *
 * @param blockBytes of one model or soup, a multiple of 8
 * @param tileElements an even number
 */
record BlockSize(int blockBytes, int tileElements) {

    private static final int MOST_BLOCK_BYTES = 1 << 16;
    private static final int FEWEST_BLOCK_BYTES = 1 << 11;
    private static final int CACHE_BYTES = 1 << 21;

    private static final int MOST_TILE_ELEMENTS = 1 << 11;
    private static final int FEWEST_TILE_ELEMENTS = 1 << 8;
    /** Of one tile of every model, each of which is added to several sums: little more than the processor's first cache. */
    private static final int ROWS_BYTES = 1 << 16;

    /** @param bufferBytes the most that one thread may take; it takes what the smallest blocks need in any case */
    static BlockSize of(int models, int soups, long bufferBytes) {
        int tile = powerOfTwo(ROWS_BYTES / ((long) models * Double.BYTES), FEWEST_TILE_ELEMENTS, MOST_TILE_ELEMENTS);
        long left = Math.min(CACHE_BYTES, bufferBytes - (long) models * tile * Double.BYTES);
        return new BlockSize(powerOfTwo(left / (models + soups), FEWEST_BLOCK_BYTES, MOST_BLOCK_BYTES), tile);
    }

    private static int powerOfTwo(long most, int atLeast, int atMost) {
        return Integer.highestOneBit((int) Math.max(atLeast, Math.min(atMost, most)));
    }
}
