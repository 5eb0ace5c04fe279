package dev.radin.tensor.adapter;

import dev.radin.tensor.TensorInfo;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The update of one module, {@code scaling · B · A}, as an adapter keeps it. Of a convolution both are matrices too: the kernel
 * lies inside A's rows.
 *
 * @param module its name in the base, as {@code model.layers.0.self_attn.q_proj}
 * @param prefix what names of tensors have before that: {@code base_model.model.}, or nothing
 * @param a [rank, …], {@code rank · columns} elements
 * @param b [rows, rank, …], {@code rows · rank} elements
 * @param bias what is added to the module's output, [rows], scaled as the product is
 * @param embedding the weight of an embedding is [columns, rows], and its factors are parameters and not modules
 */
record Factors(
        String module,
        String prefix,
        TensorInfo a,
        TensorInfo b,
        Optional<TensorInfo> bias,
        boolean embedding,
        double scaling) {

    int rank() {
        return Math.toIntExact(a.shape().get(0));
    }

    int rows() {
        return Math.toIntExact(b.shape().get(0));
    }

    int columns() {
        return Math.toIntExact(a.elements() / rank());
    }

    Stream<TensorInfo> tensors() {
        return Stream.concat(Stream.of(a, b), bias.stream());
    }

    /** Whether both may be terms of one sum. */
    boolean fits(Factors other) {
        return embedding == other.embedding
                && rows() == other.rows()
                && a.shape()
                        .subList(1, a.shape().size())
                        .equals(other.a.shape().subList(1, other.a.shape().size()))
                && b.shape()
                        .subList(2, b.shape().size())
                        .equals(other.b.shape().subList(2, other.b.shape().size()))
                && bias.isPresent() == other.bias.isPresent();
    }
}
