package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.protocol.Inspection;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.List;

/** Which weights the network of a selection takes, as far as that is known. */
public interface Architecture extends AutoCloseable {

    /** @param input null where the network is a program's own business, and no file says what it takes */
    static Architecture open(Workspace workspace, Inspection.Input input) {
        return input == null ? unknown() : ScriptedArchitecture.open(workspace, input);
    }

    /** That of checkpoints of which nothing else is known. */
    static Architecture unknown() {
        return new UnknownArchitecture();
    }

    /** As messages print it. */
    String uri();

    /** Each name with the first of those that are tied to it: what decides how a checkpoint's tensors are read. */
    List<String> nameLines();

    /** The weights that it was exported with; they are read when something of them is asked for. */
    TensorSource weights();

    /** The part of a checkpoint that is this network's weights, under the architecture's names; close one of them. */
    Checkpoint named(Checkpoint checkpoint);

    /** That part under the checkpoint's own names. */
    Checkpoint part(Checkpoint checkpoint);

    /** @throws RadinException {@code IncompatibleModels} when these weights do not fit, by names, shapes or dtypes */
    void check(TensorSource weights);

    /** Those of its own tensors that lose values when they are given floating weights of this dtype. */
    List<TensorInfo> narrower(DType dtype, List<TensorInfo> weights);

    /** A checkpoint's tensors with tied ones as one, under the first of their names. */
    List<TensorInfo> untied(List<TensorInfo> tensors);

    /**
     * Of a checkpoint's tensors those that are trained, tied ones as one, in the architecture's order. Buffers, as
     * BatchNorm's statistics, are none: their size says nothing about the function.
     */
    List<TensorInfo> parameters(List<TensorInfo> tensors);

    /** A checkpoint's tensors, with the architecture's own where a buffer is lacking that may be: all models have the same names then. */
    List<TensorInfo> completed(List<TensorInfo> tensors);

    /**
     * The weights of a model, readable under every name of the network: what they may lack is the architecture's own.
     *
     * @param own {@link #weights}; closed with the result
     */
    TensorSource completed(TensorSource weights, TensorSource own);

    /** The same weights, readable under every name that is tied to one of theirs. */
    TensorSource aliased(TensorSource weights);

    @Override
    void close();
}
