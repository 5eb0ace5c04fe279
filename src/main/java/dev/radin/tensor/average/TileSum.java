package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;

/**
 * Averages tiles: stretches of a block so small that every member's row and the sum stay in the processor's first
 * caches. One for each type of sums.
 */
interface TileSum {

    /** Takes a member's tile, to be in any sum. @param first its first element in the block, even */
    void load(int model, DType dtype, RawBlock source, int first, int count);

    /** Adds the tiles of a soup's members in ascending order, divides a uniform soup's sum by its size, and rounds once. */
    void average(Mixture soup, DType dtype, RawBlock target, int first, int count);
}
