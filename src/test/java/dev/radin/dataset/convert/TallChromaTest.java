package dev.radin.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallChromaTest {

    /** Weights of 3 and 1; the outermost rows have no neighbour beyond. */
    @Test
    void rowsThatStandTwiceAreDrawnToTheirNeighbours() {
        int[] repeated = {
            0, 9, //
            0, 9, //
            100, 10, //
            100, 10, //
            40, 8
        };

        assertThat(TallChroma.smoothed(repeated, 2, 5))
                .containsExactly(
                        0, 9, //
                        25, 9, //
                        75, 10, //
                        85, 10, //
                        55, 8);
    }

    @Test
    void aPictureOfOneRowStaysAsItIs() {
        assertThat(TallChroma.smoothed(new int[] {7, 200}, 2, 1)).containsExactly(7, 200);
    }
}
