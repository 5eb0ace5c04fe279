package dev.radin.soup.estimate;

/**
 * Loops over rows of 16-bit numbers, each in an array of its own and each loop from 0 on: in this form, and hardly in any
 * other, the JDK's compiler makes vector instructions of them.
 */
final class Int16Rows {

    static final int AT_ONCE = 4;

    private Int16Rows() {}

    static void add(short[] a, short[] sum) {
        for (int p = 0; p < sum.length; p++) {
            sum[p] = (short) (sum[p] + a[p]);
        }
    }

    static void set(short[] a, short[] b, short[] c, short[] d, short[] sum, int length) {
        for (int p = 0; p < length; p++) {
            sum[p] = (short) (a[p] + b[p] + c[p] + d[p]);
        }
    }

    static void add(short[] a, short[] b, short[] c, short[] d, short[] sum, int length) {
        for (int p = 0; p < length; p++) {
            sum[p] = (short) (sum[p] + a[p] + b[p] + c[p] + d[p]);
        }
    }

    /** Negative in {@code surely} where a sum is below the band, and in {@code maybe} where it is below or in it. */
    static void beaten(short[] sum, short[] surely, short[] maybe, int band, int length) {
        for (int p = 0; p < length; p++) {
            surely[p] = (short) (sum[p] + band);
            maybe[p] = (short) (sum[p] - band - 1);
        }
    }

    /** The same on top of what other competitors have said. */
    static void orBeaten(short[] sum, short[] surely, short[] maybe, int band, int length) {
        for (int p = 0; p < length; p++) {
            surely[p] = (short) (surely[p] | (sum[p] + band));
            maybe[p] = (short) (maybe[p] | (sum[p] - band - 1));
        }
    }

    static int negative(short[] values, int length) {
        int count = 0;
        for (int p = 0; p < length; p++) {
            count += values[p] >>> 31;
        }
        return count;
    }

    static int notNegative(short[] values, int length) {
        return length - negative(values, length);
    }
}
