package dev.radin.tensor.torch;

import dev.radin.tensor.DType;
import java.util.Map;
import java.util.Optional;

/** Torch's names of element types. */
final class TorchDTypes {

    static final String UNTYPED = "UntypedStorage";

    private static final Map<String, DType> BY_STORAGE = Map.of(
            "DoubleStorage", DType.F64,
            "FloatStorage", DType.F32,
            "HalfStorage", DType.F16,
            "BFloat16Storage", DType.BF16,
            "LongStorage", DType.I64,
            "IntStorage", DType.I32,
            "ShortStorage", DType.I16,
            "CharStorage", DType.I8,
            "ByteStorage", DType.U8,
            "BoolStorage", DType.BOOL);

    private static final Map<String, DType> BY_NAME = Map.of(
            "float64", DType.F64,
            "float32", DType.F32,
            "float16", DType.F16,
            "bfloat16", DType.BF16,
            "int64", DType.I64,
            "int32", DType.I32,
            "int16", DType.I16,
            "int8", DType.I8,
            "uint8", DType.U8,
            "bool", DType.BOOL);

    private TorchDTypes() {}

    /** By a storage's class name: {@code FloatStorage}. */
    static Optional<DType> ofStorage(String type) {
        return Optional.ofNullable(BY_STORAGE.get(type));
    }

    /** By a dtype's name: {@code float32}. */
    static Optional<DType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
