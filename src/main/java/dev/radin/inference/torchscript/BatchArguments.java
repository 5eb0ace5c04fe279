package dev.radin.inference.torchscript;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import dev.radin.dataset.Batch;
import dev.radin.tensor.DType;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A batch as the arguments of a module's {@code forward}. */
final class BatchArguments {

    private BatchArguments() {}

    /** @param ofBatch owns the arguments, and what they are moved to */
    static IValue forward(PtSymbolBlock module, Batch batch, PtNDManager ofBatch) {
        IValue[] arguments = IntStream.range(0, batch.inputs().size())
                .mapToObj(input -> IValue.from(array(batch, input, ofBatch)))
                .toArray(IValue[]::new);
        try {
            return module.forward(arguments);
        } finally {
            Arrays.stream(arguments).forEach(IValue::close);
        }
    }

    private static PtNDArray array(Batch batch, int input, PtNDManager ofBatch) {
        long[] shape = batch.shape(input).stream().mapToLong(Long::longValue).toArray();
        return ofBatch.create(
                batch.data().get(input),
                new Shape(shape),
                dataType(batch.inputs().get(input).dtype()));
    }

    private static DataType dataType(DType dtype) {
        return switch (dtype) {
            case F32 -> DataType.FLOAT32;
            case I32 -> DataType.INT32;
            case I64 -> DataType.INT64;
            default -> throw new IllegalArgumentException("a batch holds no " + dtype);
        };
    }

    /** As messages print them. */
    static String shapes(Batch batch) {
        return IntStream.range(0, batch.inputs().size())
                .mapToObj(input -> batch.inputs().get(input).dtype() + " " + batch.shape(input))
                .toList()
                .toString();
    }
}
