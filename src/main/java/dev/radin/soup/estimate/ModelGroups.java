package dev.radin.soup.estimate;

/**
 * Models by the {@code size}, in order. A kernel has a row of partial sums for each subset of each group.
 *
 * @param size 1 to 4; the last group is filled up with models that are in no soup
 */
record ModelGroups(int models, int size) {

    /** How many groups there are. */
    int count() {
        return (models + size - 1) / size;
    }

    /** Of one group, the empty one included. */
    int subsets() {
        return 1 << size;
    }

    int rows() {
        return count() * subsets();
    }

    /**
     * The rows that add up to a soup: {@code group · subsets + subset}, one for each group with a member, and filled up with
     * empty subsets to as many as {@link Int16Rows#AT_ONCE} divides.
     */
    int[] rowsOf(int[] members) {
        int[] subsets = new int[count()];
        int used = 0;
        for (int member : members) {
            used += subsets[member / size] == 0 ? 1 : 0;
            subsets[member / size] |= 1 << member % size;
        }
        int[] rows = new int[(used + Int16Rows.AT_ONCE - 1) / Int16Rows.AT_ONCE * Int16Rows.AT_ONCE];
        int k = 0;
        for (int g = 0; g < subsets.length; g++) {
            if (subsets[g] != 0) {
                rows[k++] = g * subsets() + subsets[g];
            }
        }
        return rows;
    }
}
