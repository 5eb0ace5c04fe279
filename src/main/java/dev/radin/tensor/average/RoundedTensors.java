package dev.radin.tensor.average;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Floating tensors in dtypes that may not hold all of their values, rounded to nearest even, once. Reading one throws {@code
 * InvalidSpec} when a finite value is too large for the smaller dtype.
 */
public final class RoundedTensors extends ConvertedTensors {

    /**
     * @param source closed with this
     * @param tensors the source's; floating ones in any dtype that is floating, others in their own
     */
    public RoundedTensors(TensorSource source, List<TensorInfo> tensors) {
        super(source, tensors, WidenedTensors.own(source, tensors));
    }

    @Override
    ByteBuffer convert(ByteBuffer elements, TensorInfo given, TensorInfo tensor) {
        return Widening.isExact(given.dtype(), tensor.dtype())
                ? Widening.convert(elements, given.dtype(), tensor.dtype())
                : RoundedOutput.round(tensor, Widening.convert(elements, given.dtype(), DType.F64));
    }
}
