package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Averages the weights of several soups in one sweep over the models: tensor by tensor, block by block, each model's
 * block read once for all soups that it is in. Memory does not depend on the models' size. {@link Accumulation} says
 * exactly what is computed.
 */
public final class WeightAverager {

    /** Larger blocks are no quicker once a block of every sum fits the processor's cache. */
    private static final int MOST_BLOCK_ELEMENTS = 1 << 16;

    private static final int FEWEST_BLOCK_ELEMENTS = 1 << 8;

    /** A block's bytes as read, the same rounded for writing, and the conversion's arrays of 2, 4 and 8 bytes. */
    private static final int SHARED_BYTES_PER_ELEMENT = 8 + 8 + 2 + 4 + 8;

    /** @param bufferBytes the most memory for blocks and sums together */
    public record Settings(long bufferBytes, Accumulation accumulation) {}

    private final List<? extends TensorSource> models;
    private final List<Mixture> soups;
    private final List<? extends TensorSink> outputs;
    private final LongConsumer bytesRead;

    private final int blockElements;
    private final ByteBuffer input;
    private final ByteBuffer output;
    private final Elements elements;
    private final List<SoupSum> sums;
    private long totalBytesRead;

    private WeightAverager(
            List<? extends TensorSource> models,
            List<Mixture> soups,
            List<? extends TensorSink> outputs,
            Settings settings,
            LongConsumer bytesRead) {
        this.models = models;
        this.soups = soups;
        this.outputs = outputs;
        this.bytesRead = bytesRead;
        this.blockElements = blockElements(soups.size(), settings);
        this.input = ByteBuffer.allocateDirect(blockElements * Double.BYTES);
        this.output = ByteBuffer.allocateDirect(blockElements * Double.BYTES);
        this.elements = new Elements(blockElements);
        this.sums = soups.stream()
                .map(soup -> new SoupSum(soup, settings.accumulation(), blockElements))
                .toList();
    }

    /**
     * Writes every soup to its output. Integer and bool tensors are copied from the soup's first member, and a soup of
     * one model is that model, bit for bit.
     *
     * @param tensors what every model has, in the order in which the outputs take them
     * @param models by the soups' numbers
     * @param outputs one a soup
     * @param bytesRead told after each block how many bytes have been read so far
     */
    public static void average(
            List<TensorInfo> tensors,
            List<? extends TensorSource> models,
            List<Mixture> soups,
            List<? extends TensorSink> outputs,
            Settings settings,
            LongConsumer bytesRead) {
        if (soups.size() != outputs.size()) {
            throw new IllegalArgumentException(soups.size() + " soups but " + outputs.size() + " outputs");
        }
        WeightAverager averager = new WeightAverager(models, soups, outputs, settings, bytesRead);
        tensors.forEach(averager::averageTensor);
    }

    /** What {@link #average} reads in all: the last number that its progress reaches. */
    public static long bytesToRead(List<TensorInfo> tensors, List<Mixture> soups) {
        long members = soups.stream()
                .flatMapToInt(s -> IntStream.of(s.members()))
                .distinct()
                .count();
        long firsts = soups.stream().mapToInt(soup -> soup.member(0)).distinct().count();
        return tensors.stream()
                .mapToLong(t -> t.sizeBytes() * (t.dtype().isFloating() ? members : firsts))
                .sum();
    }

    private static int blockElements(int soups, Settings settings) {
        int sumBytes = settings.accumulation() == Accumulation.F32 ? Float.BYTES + Double.BYTES : Double.BYTES;
        long bytesPerElement = SHARED_BYTES_PER_ELEMENT + (long) soups * sumBytes;
        long fitting = settings.bufferBytes() / bytesPerElement;
        return (int) Math.max(FEWEST_BLOCK_ELEMENTS, Math.min(MOST_BLOCK_ELEMENTS, fitting));
    }

    private void averageTensor(TensorInfo tensor) {
        long count = tensor.elements();
        for (long first = 0; first < count; first += blockElements) {
            averageBlock(tensor, first, (int) Math.min(blockElements, count - first));
        }
    }

    private void averageBlock(TensorInfo tensor, long first, int count) {
        for (int model = 0; model < models.size(); model++) {
            addModel(model, tensor, first, count);
        }
        for (int s = 0; s < sums.size(); s++) {
            if (!isCopied(s, tensor)) {
                sums.get(s).finish(elements, tensor.dtype(), count, output);
                outputs.get(s).write(tensor, output);
            }
        }
        bytesRead.accept(totalBytesRead);
    }

    private void addModel(int model, TensorInfo tensor, long first, int count) {
        boolean read = false;
        boolean decoded = false;
        for (int s = 0; s < soups.size(); s++) {
            boolean copied = isCopied(s, tensor);
            if (copied ? soups.get(s).member(0) != model : !sums.get(s).isNext(model)) {
                continue;
            }
            if (!read) {
                readBlock(model, tensor, first, count);
                read = true;
            }
            if (copied) {
                outputs.get(s).write(tensor, input.duplicate());
                continue;
            }
            if (!decoded) {
                elements.decode(tensor.dtype(), input, count);
                decoded = true;
            }
            sums.get(s).add(elements, tensor.dtype(), count);
        }
    }

    private boolean isCopied(int soup, TensorInfo tensor) {
        return soups.get(soup).isSingle() || !tensor.dtype().isFloating();
    }

    private void readBlock(int model, TensorInfo tensor, long first, int count) {
        int size = tensor.dtype().sizeBytes();
        input.clear().limit(count * size);
        models.get(model).read(tensor, first * size, input);
        input.flip();
        totalBytesRead += input.remaining();
    }
}
