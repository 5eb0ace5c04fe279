package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Averages the weights of several soups in one sweep over the models: tensor by tensor, block by block, each model's
 * block read once for all soups that it is in, each soup written once and in order. Several threads take blocks in turn,
 * and the result does not depend on how many. Memory does not depend on the models' size. {@link Accumulation} says
 * exactly what is computed.
 */
public final class WeightAverager {

    /**
     * @param bufferBytes the most memory for blocks and sums of all threads together
     * @param threads 0 for as many as there are processors
     */
    public record Settings(long bufferBytes, Accumulation accumulation, int threads) {}

    private final List<? extends TensorSource> models;
    private final List<Mixture> soups;
    private final Accumulation accumulation;
    private final BlockSize size;
    private final Blocks blocks;
    private final OrderedOutputs outputs;
    private final LongConsumer progress;
    private long bytesRead;

    private WeightAverager(
            List<TensorInfo> tensors,
            List<? extends TensorSource> models,
            List<Mixture> soups,
            List<? extends TensorSink> outputs,
            Accumulation accumulation,
            long bufferBytes,
            LongConsumer progress) {
        this.models = models;
        this.soups = soups;
        this.accumulation = accumulation;
        this.size = BlockSize.of(BlockAverager.members(soups).length, soups.size(), bufferBytes);
        this.blocks = new Blocks(tensors, size.blockBytes());
        this.outputs = new OrderedOutputs(outputs);
        this.progress = progress;
    }

    /**
     * Writes one model as it is, but for dtypes.
     *
     * @param tensors as for {@link #average}
     */
    public static void copy(List<TensorInfo> tensors, TensorSource model, TensorSink output, Settings settings) {
        average(tensors, List.of(model), List.of(Mixture.single(0)), List.of(output), settings, bytes -> {});
    }

    /**
     * Writes every soup to its output. Integer and bool tensors are copied from the soup's first member, and a soup of
     * one model that has the output's dtypes is that model, bit for bit. Where a model's dtype is not held by the
     * output's, sums are in F64 whatever the accumulation.
     *
     * @param tensors what every model has, in the order and the dtypes in which the outputs take them
     * @param models by the soups' numbers, null where no soup has that one; their floating dtypes may be others
     * @param outputs one a soup, each written by one thread at a time
     * @param bytesRead told after each block how many bytes have been read so far, by one thread at a time
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
        int threads = settings.threads() > 0
                ? settings.threads()
                : Runtime.getRuntime().availableProcessors();
        List<TensorInfo> summed = WidenedTensors.summed(tensors, models);
        new WeightAverager(
                        summed,
                        models.stream()
                                .map(model -> model == null ? null : WidenedTensors.of(model, summed))
                                .toList(),
                        soups,
                        outputs.stream()
                                .map(output -> RoundedOutput.of(output, summed, tensors))
                                .toList(),
                        settings.accumulation(),
                        settings.bufferBytes() / threads,
                        bytesRead)
                .run(threads);
    }

    /** What {@link #average} reads in all: the last number that its progress reaches. */
    public static long bytesToRead(List<TensorInfo> tensors, List<? extends TensorSource> models, List<Mixture> soups) {
        long members = BlockAverager.members(soups).length;
        long firsts = soups.stream().mapToInt(soup -> soup.member(0)).distinct().count();
        return WidenedTensors.summed(tensors, models).stream()
                .mapToLong(t -> t.sizeBytes() * (t.dtype().isFloating() ? members : firsts))
                .sum();
    }

    /** On this thread and others, so that interrupting it ends its reads, and with them all. */
    private void run(int threads) {
        List<Thread> others = new ArrayList<>();
        for (int t = 1; t < threads; t++) {
            Thread other = new Thread(this::averageBlocks, "average-" + t);
            other.setDaemon(true);
            other.start();
            others.add(other);
        }
        averageBlocks();
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        outputs.rethrow();
    }

    private void averageBlocks() {
        try {
            BlockAverager averager = new BlockAverager(models, soups, accumulation, size);
            Optional<Block> next = blocks.next();
            while (next.isPresent()) {
                Block block = next.get();
                long bytes = averager.average(block);
                outputs.write(block, soup -> averager.result(soup, block));
                report(bytes);
                next = blocks.next();
            }
        } catch (OrderedOutputs.Stopped e) {
            // Another thread says why.
        } catch (RuntimeException | Error e) {
            outputs.fail(e);
        }
    }

    private synchronized void report(long bytes) {
        bytesRead += bytes;
        progress.accept(bytesRead);
    }
}
