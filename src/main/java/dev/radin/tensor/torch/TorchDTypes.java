package dev.radin.tensor.torch;

import dev.radin.tensor.DType;
import java.util.Map;
import java.util.Optional;

/** Torch's names of element types. */
final class TorchDTypes {

    static final String UNTYPED = "UntypedStorage";

    private static final Map<String, DType> BY_STORAGE = Map.ofEntries(
            Map.entry("DoubleStorage", DType.F64),
            Map.entry("FloatStorage", DType.F32),
            Map.entry("HalfStorage", DType.F16),
            Map.entry("BFloat16Storage", DType.BF16),
            Map.entry("LongStorage", DType.I64),
            Map.entry("IntStorage", DType.I32),
            Map.entry("ShortStorage", DType.I16),
            Map.entry("CharStorage", DType.I8),
            Map.entry("UInt64Storage", DType.U64),
            Map.entry("UInt32Storage", DType.U32),
            Map.entry("UInt16Storage", DType.U16),
            Map.entry("ByteStorage", DType.U8),
            Map.entry("BoolStorage", DType.BOOL),
            Map.entry("ComplexFloatStorage", DType.C64),
            Map.entry("Float8_e4m3fnStorage", DType.F8_E4M3),
            Map.entry("Float8_e5m2Storage", DType.F8_E5M2),
            Map.entry("Float8_e8m0fnuStorage", DType.F8_E8M0),
            Map.entry("Float8_e4m3fnuzStorage", DType.F8_E4M3FNUZ),
            Map.entry("Float8_e5m2fnuzStorage", DType.F8_E5M2FNUZ));

    private static final Map<String, DType> BY_NAME = Map.ofEntries(
            Map.entry("float64", DType.F64),
            Map.entry("float32", DType.F32),
            Map.entry("float16", DType.F16),
            Map.entry("bfloat16", DType.BF16),
            Map.entry("int64", DType.I64),
            Map.entry("int32", DType.I32),
            Map.entry("int16", DType.I16),
            Map.entry("int8", DType.I8),
            Map.entry("uint64", DType.U64),
            Map.entry("uint32", DType.U32),
            Map.entry("uint16", DType.U16),
            Map.entry("uint8", DType.U8),
            Map.entry("bool", DType.BOOL),
            Map.entry("complex64", DType.C64),
            Map.entry("float8_e4m3fn", DType.F8_E4M3),
            Map.entry("float8_e5m2", DType.F8_E5M2),
            Map.entry("float8_e8m0fnu", DType.F8_E8M0),
            Map.entry("float8_e4m3fnuz", DType.F8_E4M3FNUZ),
            Map.entry("float8_e5m2fnuz", DType.F8_E5M2FNUZ));

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
