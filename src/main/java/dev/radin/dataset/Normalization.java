package dev.radin.dataset;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.FileError;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * {@code (x - mean) * scale} for the elements of one example. Both values belong to a run of consecutive elements: the
 * whole example (a scalar), one channel, or a single element.
 */
final class Normalization {

    private static final long MAX_ELEMENTS = 1 << 24;
    private static final float[] ZERO = {0};
    private static final float[] ONE = {1};

    private final float[] mean;
    private final float[] scale;
    private final long exampleElements;

    private Normalization(float[] mean, float[] scale, long exampleElements) {
        this.mean = mean;
        this.scale = scale;
        this.exampleElements = exampleElements;
    }

    static Normalization read(TensorSource source, DatasetHeader.StoredInput input) {
        List<Long> shape = input.tensor().shape();
        List<Long> example = shape.subList(1, shape.size());
        return new Normalization(
                values(source, input.mean(), example, ZERO),
                values(source, input.scale(), example, ONE),
                example.stream().reduce(1L, Math::multiplyExact));
    }

    /**
     * Normalises consecutive elements, which may be of several examples.
     *
     * @param element the position of the first of them in the tensor
     */
    void apply(byte[] stored, long element, float[] target, int elements) {
        long run = exampleElements / Math.max(mean.length, scale.length);
        for (int i = 0; i < elements; ) {
            long inExample = (element + i) % exampleElements;
            float runMean = mean[(int) (inExample / (exampleElements / mean.length))];
            float runScale = scale[(int) (inExample / (exampleElements / scale.length))];
            int end = (int) Math.min(elements, i + run - inExample % run);
            for (; i < end; i++) {
                target[i] = ((stored[i] & 0xFF) - runMean) * runScale;
            }
        }
    }

    private static float[] values(
            TensorSource source, Optional<TensorInfo> tensor, List<Long> example, float[] otherwise) {
        if (tensor.isEmpty()) {
            return otherwise;
        }
        TensorInfo info = tensor.get();
        boolean fits = info.elements() == 1 && info.shape().size() <= 1
                || !example.isEmpty() && info.shape().equals(example.subList(0, 1))
                || info.shape().equals(example);
        if (!fits) {
            throw refused(
                    source,
                    info.name() + " has the shape " + info.shape() + " but an example has " + example,
                    "Give it the shape [], that of an example, or its first dimension alone");
        }
        if (info.elements() > MAX_ELEMENTS) {
            throw refused(source, info.name() + " has " + info.elements() + " elements", "Use one value a channel");
        }
        float[] values = new float[(int) info.elements()];
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        source.read(info, 0, bytes);
        bytes.flip().asFloatBuffer().get(values);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw refused(source, info.name() + " holds " + values[i] + " at element " + i, "Make it finite");
            }
        }
        return values;
    }

    private static RadinException refused(TensorSource source, String problem, String advice) {
        return new FileError(Reason.InvalidInput, source.uri()).because(problem, advice);
    }
}
