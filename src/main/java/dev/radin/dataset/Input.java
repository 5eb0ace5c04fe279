package dev.radin.dataset;

import dev.radin.tensor.DType;
import java.util.List;

/**
 * One argument of the network.
 *
 * @param name the tensor it comes from
 * @param dtype F32, I32 or I64
 * @param exampleShape the shape of one example, without the batch dimension
 */
public record Input(String name, DType dtype, List<Long> exampleShape) {

    /** What an argument may be called. */
    static final String ARGUMENT = "[A-Za-z_][A-Za-z0-9_]{0,99}";

    public Input {
        exampleShape = List.copyOf(exampleShape);
    }

    /** Whether an input may be called so: {@code inputs.<name>}. */
    public static boolean isArgument(String name) {
        return name.matches(ARGUMENT);
    }

    /** What comes behind {@code inputs.} in a name, if it is no number; else nothing. */
    static String argument(String name) {
        String suffix = name.substring(name.indexOf('.') + 1);
        return name.startsWith("inputs.") && isArgument(suffix) ? suffix : "";
    }

    public long exampleElements() {
        return exampleShape.stream().reduce(1L, Math::multiplyExact);
    }

    public long exampleBytes() {
        return Math.multiplyExact(exampleElements(), (long) dtype.sizeBytes());
    }
}
