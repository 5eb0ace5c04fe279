package dev.radin.soup.estimate;

import dev.radin.soup.BlockSize;
import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a {@link MarginTable} in one pass over the logits, by three rules that lose nothing. Class c is said to beat the
 * label y in a model if z_c > z_y, or z_c = z_y and c < y.
 *
 * <ol>
 *   <li>A class that beats the label in no model beats it in no mixture: it is no rival.
 *   <li>Where a class beats the label in all models, it does so in all mixtures: the example is never correct.
 *   <li>A rival whose logits nowhere exceed another's is not needed when that other one wins ties against the label, or
 *       when neither does.
 * </ol>
 *
 * They hold for sums in float64 too, not only for exact ones: multiplying by a weight and adding are monotone under
 * rounding, and a strict lead in every model is at least 2^-25 of the logits' size, far above the rounding of the sum.
 */
final class MarginTableBuilder {

    private final int models;
    private final int classes;
    private final float[][] logits;
    /** In how many models each class beats the label of the example at hand, [classes]. */
    private final int[] beating;

    private int alwaysCorrect;

    private MarginTableBuilder(int models, int classes, int blockSize) {
        this.models = models;
        this.classes = classes;
        this.logits = new float[models][blockSize * classes];
        this.beating = new int[classes];
    }

    /** Null when the table would hold more than {@code mostBytes} of logits. */
    static MarginTable build(LogitsTable table, Labels labels, long mostBytes) {
        int blockSize = BlockSize.of(table.models(), table.examples(), table.classes());
        MarginTableBuilder builder = new MarginTableBuilder(table.models(), table.classes(), blockSize);
        List<MarginTable.Block> blocks = new ArrayList<>();
        long bytes = 0;
        for (int first = 0; first < table.examples(); first += blockSize) {
            int count = Math.min(blockSize, table.examples() - first);
            for (int i = 0; i < table.models(); i++) {
                table.read(i, first, count, builder.logits[i]);
            }
            MarginTable.Block block = builder.block(labels, first, count);
            blocks.add(block);
            bytes += (long) Float.BYTES * block.logits().length;
            if (bytes > mostBytes) {
                return null;
            }
        }
        return new MarginTable(table.models(), table.examples(), builder.alwaysCorrect, List.copyOf(blocks));
    }

    private MarginTable.Block block(Labels labels, int first, int count) {
        int[] rivalCounts = new int[count];
        int[] earlierCounts = new int[count];
        float[] rows = new float[models * 64];
        int undecided = 0;
        int used = 0;
        for (int k = 0; k < count; k++) {
            int base = k * classes;
            int label = labels.label(first + k);
            List<Integer> rivals = rivals(base, label);
            if (rivals == null) {
                continue;
            }
            if (rivals.isEmpty()) {
                alwaysCorrect++;
                continue;
            }
            int needed = used + models * (1 + rivals.size());
            if (needed > rows.length) {
                rows = Arrays.copyOf(rows, (int) Math.min(2L * needed, Integer.MAX_VALUE - 8));
            }
            used = copyRow(base + label, rows, used);
            for (int rival : rivals) {
                used = copyRow(base + rival, rows, used);
            }
            rivalCounts[undecided] = rivals.size();
            earlierCounts[undecided] =
                    (int) rivals.stream().filter(c -> c < label).count();
            undecided++;
        }
        return new MarginTable.Block(
                Arrays.copyOf(rivalCounts, undecided),
                Arrays.copyOf(earlierCounts, undecided),
                Arrays.copyOf(rows, used));
    }

    private int copyRow(int position, float[] rows, int used) {
        for (int i = 0; i < models; i++) {
            rows[used + i] = logits[i][position];
        }
        return used + models;
    }

    /** The rivals of an example in class order, or null when it is never correct. */
    private List<Integer> rivals(int base, int label) {
        countBeating(base, label);
        List<Integer> kept = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            if (beating[c] == models) {
                return null;
            }
            int rival = c;
            if (beating[c] > 0 && kept.stream().noneMatch(other -> dominates(base, label, other, rival))) {
                kept.removeIf(other -> dominates(base, label, rival, other));
                kept.add(rival);
            }
        }
        return kept;
    }

    private void countBeating(int base, int label) {
        Arrays.fill(beating, 0);
        for (float[] z : logits) {
            float own = z[base + label];
            for (int c = 0; c < classes; c++) {
                float other = z[base + c];
                if (other > own || (other == own && c < label)) {
                    beating[c]++;
                }
            }
        }
    }

    private boolean dominates(int base, int label, int stronger, int weaker) {
        if (stronger > label && weaker < label) {
            return false;
        }
        for (float[] z : logits) {
            if (z[base + stronger] < z[base + weaker]) {
                return false;
            }
        }
        return true;
    }
}
