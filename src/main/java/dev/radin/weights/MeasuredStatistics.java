package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What BatchNorm layers measured with the weights of one soup, in place of the average of its members' statistics. */
public final class MeasuredStatistics implements AutoCloseable {

    /** By the architecture's names; empty where nothing was measured. */
    private final Optional<TensorSource> statistics;

    private MeasuredStatistics(Optional<TensorSource> statistics) {
        this.statistics = statistics;
    }

    /**
     * Those in the cache; none where there are none to measure.
     *
     * @param weights by the members' content digests
     * @param what for people: what the soup is made of
     * @throws dev.radin.fault.RadinException {@code WorkerFailed} when they were never measured
     */
    public static MeasuredStatistics open(
            Workspace workspace, Inspection inspection, TreeMap<String, Double> weights, String what) {
        Optional<PassKey> key = workspace.passes().statistics(weights, inspection);
        return new MeasuredStatistics(key.map(k -> workspace.passes().openStatistics(k, what)));
    }

    /** The weights with these statistics. Closing it closes neither. */
    public TensorSource over(TensorSource weights) {
        return statistics
                .<TensorSource>map(measured -> new Overlaid(weights, measured))
                .orElse(weights);
    }

    /** Puts these statistics in the place of those that are written. */
    public TensorSink over(TensorSink sink) {
        return statistics
                .<TensorSink>map(measured -> new OverlaidSink(sink, measured))
                .orElse(sink);
    }

    @Override
    public void close() {
        statistics.ifPresent(TensorSource::close);
    }

    private static final class Overlaid extends WrappedTensors {
        private final TensorSource measured;

        Overlaid(TensorSource weights, TensorSource measured) {
            super(weights);
            this.measured = measured;
        }

        @Override
        public void read(TensorInfo tensor, long offset, ByteBuffer target) {
            measured.find(tensor.name())
                    .ifPresentOrElse(
                            own -> measured.read(own, offset, target), () -> super.read(tensor, offset, target));
        }

        @Override
        public void close() {
            // Both are the caller's.
        }
    }

    private static final class OverlaidSink implements TensorSink {
        private final TensorSink sink;
        private final TensorSource measured;
        private final Map<String, Long> written = new HashMap<>();

        OverlaidSink(TensorSink sink, TensorSource measured) {
            this.sink = sink;
            this.measured = measured;
        }

        @Override
        public void write(TensorInfo tensor, ByteBuffer bytes) {
            Optional<TensorInfo> own = measured.find(tensor.name());
            if (own.isEmpty()) {
                sink.write(tensor, bytes);
                return;
            }
            ByteBuffer block = ByteBuffer.allocate(bytes.remaining());
            long at = written.merge(tensor.name(), (long) bytes.remaining(), Long::sum) - bytes.remaining();
            measured.read(own.get(), at, block);
            bytes.position(bytes.limit());
            sink.write(tensor, block.flip());
        }
    }
}
