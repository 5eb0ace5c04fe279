package dev.radin.soup;

/**
 * The random numbers of this package: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
 * OOPSLA 2014). Written out here so that a seed means the same draws under every Java version.
 */
public final class SplitMix64 {

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    public long nextLong() {
        state += 0x9e3779b97f4a7c15L;
        return mix(state);
    }

    /** Uniform in 0 .. bound − 1, without bias: draws from the incomplete last interval are thrown away. */
    public int nextInt(int bound) {
        while (true) {
            long draw = nextLong() >>> 1;
            long remainder = draw % bound;
            if (draw - remainder <= Long.MAX_VALUE - (bound - 1)) {
                return (int) remainder;
            }
        }
    }

    /** The generator of the k-th of many independent repetitions. */
    public static SplitMix64 stream(long seed, int k) {
        return new SplitMix64(mix(seed) + mix(k + 1L));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
