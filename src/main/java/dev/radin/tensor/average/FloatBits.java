package dev.radin.tensor.average;

/**
 * Moves floats to their bits and back. Two bulk copies are several times quicker here than a loop over
 * {@link Float#intBitsToFloat}, which the compiler of Java 17 does not vectorise.
 */
final class FloatBits {

    private final RawBlock between;

    FloatBits(int capacity) {
        between = new RawBlock(capacity * Float.BYTES);
    }

    void toFloats(int[] bits, float[] floats, int count) {
        between.ints.put(0, bits, 0, count);
        between.floats.get(0, floats, 0, count);
    }

    void toBits(float[] floats, int[] bits, int count) {
        between.floats.put(0, floats, 0, count);
        between.ints.get(0, bits, 0, count);
    }
}
