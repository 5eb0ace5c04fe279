package dev.radin.weights;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The architecture of whatever program makes the passes: nothing is known of it, so checkpoints are taken whole and under
 * their own names, and models are held against each other alone.
 */
final class UnknownArchitecture implements Architecture {

    /** What BatchNorm calls its statistics in PyTorch, and what is written under these names elsewhere. */
    private static final String STATISTICS = "(?s)(.*\\.)?(running_mean|running_var|num_batches_tracked)";

    @Override
    public String uri() {
        return "the evaluator's network";
    }

    @Override
    public List<String> nameLines() {
        return List.of();
    }

    @Override
    public TensorSource weights() {
        return NO_WEIGHTS;
    }

    @Override
    public Checkpoint named(Checkpoint checkpoint) {
        return checkpoint;
    }

    @Override
    public Checkpoint part(Checkpoint checkpoint) {
        return checkpoint;
    }

    @Override
    public void check(TensorSource weights) {
        // The program says what does not fit.
    }

    @Override
    public List<TensorInfo> narrower(DType dtype, List<TensorInfo> weights) {
        return List.of();
    }

    @Override
    public List<TensorInfo> untied(List<TensorInfo> tensors) {
        return tensors;
    }

    @Override
    public List<TensorInfo> parameters(List<TensorInfo> tensors) {
        return tensors.stream()
                .filter(tensor -> tensor.dtype().isFloating() && !tensor.name().matches(STATISTICS))
                .toList();
    }

    @Override
    public List<TensorInfo> completed(List<TensorInfo> tensors) {
        return tensors;
    }

    @Override
    public TensorSource completed(TensorSource weights, TensorSource own) {
        return weights;
    }

    @Override
    public TensorSource aliased(TensorSource weights) {
        return weights;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private static final TensorSource NO_WEIGHTS = new TensorSource() {
        @Override
        public String uri() {
            return "no architecture";
        }

        @Override
        public List<TensorInfo> tensors() {
            return List.of();
        }

        @Override
        public void read(TensorInfo tensor, long offset, ByteBuffer target) {
            throw new IllegalArgumentException("no architecture has a tensor " + tensor.name());
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
}
