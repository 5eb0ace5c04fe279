package dev.radin.dataset;

import dev.radin.soup.Labels;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Whether two files hold the same examples in the same order, whatever else is in them. */
final class SameExamples {

    private static final int CHUNK_BYTES = 1 << 20;

    private SameExamples() {}

    static boolean labels(Labels a, Labels b) {
        if (a instanceof Labels.Hard first && b instanceof Labels.Hard second) {
            return Arrays.equals(first.classIndices(), second.classIndices());
        }
        return a instanceof Labels.Soft first
                && b instanceof Labels.Soft second
                && first.classes() == second.classes()
                && Arrays.equals(first.probabilities(), second.probabilities());
    }

    /** Reads on until something differs, which different examples do at once. */
    static boolean inputs(TensorSource a, List<TensorInfo> ofA, TensorSource b, List<TensorInfo> ofB) {
        boolean same = ofA.size() == ofB.size();
        for (int i = 0; same && i < ofA.size(); i++) {
            same = tensors(a, ofA.get(i), b, ofB.get(i));
        }
        return same;
    }

    private static boolean tensors(TensorSource a, TensorInfo ofA, TensorSource b, TensorInfo ofB) {
        if (ofA.dtype() != ofB.dtype() || !ofA.shape().equals(ofB.shape())) {
            return false;
        }
        ByteBuffer first = ByteBuffer.allocate(CHUNK_BYTES);
        ByteBuffer second = ByteBuffer.allocate(CHUNK_BYTES);
        for (long start = 0; start < ofA.sizeBytes(); start += CHUNK_BYTES) {
            int count = (int) Math.min(CHUNK_BYTES, ofA.sizeBytes() - start);
            a.read(ofA, start, first.clear().limit(count));
            b.read(ofB, start, second.clear().limit(count));
            if (!first.flip().equals(second.flip())) {
                return false;
            }
        }
        return true;
    }
}
