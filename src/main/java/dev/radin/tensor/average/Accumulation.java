package dev.radin.tensor.average;

/**
 * In which type a soup's weights are summed. F64 tensors are always summed in F64.
 *
 * <p>A uniform soup is {@code round((x_1 + … + x_n) / n)}, any other {@code round(w_1·x_1 + … + w_n·x_n)}: summed from
 * left to right in the order of the members, every operation rounded in this type (the weights too), and the result
 * rounded once to the tensor's own dtype, to nearest even.
 */
public enum Accumulation {
    F32,
    F64
}
