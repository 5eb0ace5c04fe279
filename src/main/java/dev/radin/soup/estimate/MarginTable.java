package dev.radin.soup.estimate;

import java.util.List;

/**
 * The logits that decide whether a mixture is right: of each undecided example the label's and those of its rivals, the
 * classes that can beat the label in some mixture. Most classes never can and are left out, and examples without a rival are
 * only counted. Counts over the table equal counts over all logits for every mixture, ties included.
 *
 * @param alwaysCorrect examples without a rival
 */
record MarginTable(int models, int examples, int alwaysCorrect, List<Contest> contests) {

    /** Beyond this many bytes of logits the table is not worth having; a model that is mostly wrong makes it large. */
    static final long MOST_BYTES = 512L << 20;

    /** Pairs of a label and a rival. */
    long rivals() {
        return contests.stream().mapToLong(Contest::rivals).sum();
    }
}
