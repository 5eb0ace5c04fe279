package dev.radin.tensor.torch;

import dev.radin.tensor.DType;
import dev.radin.tensor.torch.Py.PyDict;
import dev.radin.tensor.torch.Py.PyGlobal;
import dev.radin.tensor.torch.Py.PyObject;
import dev.radin.tensor.torch.Py.PyTuple;
import dev.radin.tensor.torch.Py.Storage;
import dev.radin.tensor.torch.Py.UnreadableTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The classes and functions that a checkpoint's pickle may name, and what calling one of them means here. None is ever
 * run: a tensor becomes a {@link TensorView}, most others an inert {@link PyObject}.
 */
final class PickleGlobals {

    /** torch allows 64 dimensions. */
    private static final int DIMENSIONS = 64;

    private static final Pattern STORAGE = Pattern.compile("[A-Z][A-Za-z0-9_]*Storage");
    private static final Pattern REBUILD = Pattern.compile("_rebuild_[a-z0-9_]+");
    private static final Pattern DTYPE = Pattern.compile(
            "float(16|32|64)|bfloat16|u?int\\d+|bool|complex(32|64|128)|float8_\\w+|q(u?int\\d+|uint\\dx\\d)|bits\\w+");
    private static final Pattern JIT = Pattern.compile("build_\\w+list|build_tensor_from_id|restore_type_tag");

    /** What people keep beside their weights; known by name, never made. */
    private static final Set<String> INERT = Set.of(
            "torch.Size",
            "torch.device",
            "torch.Tensor",
            "torch.nn.parameter.Parameter",
            "torch.nn.parameter.Buffer",
            "torch.nn.parameter.UninitializedParameter",
            "torch.serialization._get_layout",
            "torch.per_tensor_affine",
            "torch.per_channel_affine",
            "torch.strided",
            "torch.contiguous_format",
            "torch.channels_last",
            "torch.preserve_format",
            "collections.Counter",
            "collections.defaultdict",
            "builtins.set",
            "builtins.list",
            "builtins.dict",
            "builtins.int",
            "builtins.float",
            "builtins.bool",
            "builtins.str",
            "builtins.tuple",
            "builtins.complex",
            "builtins.slice",
            "argparse.Namespace",
            "pathlib.PosixPath",
            "pathlib.PurePosixPath",
            "datetime.datetime",
            "datetime.date",
            "datetime.timedelta",
            "_codecs.encode",
            "numpy.dtype",
            "numpy.ndarray",
            "numpy.core.multiarray.scalar",
            "numpy.core.multiarray._reconstruct",
            "numpy._core.multiarray.scalar",
            "numpy._core.multiarray._reconstruct");

    private PickleGlobals() {}

    static boolean allows(PyGlobal global) {
        return switch (global.module()) {
            case "torch" -> STORAGE.matcher(global.name()).matches()
                    || DTYPE.matcher(global.name()).matches()
                    || INERT.contains(global.toString());
            case "torch.storage" -> STORAGE.matcher(global.name()).matches();
            case "torch._utils", "torch._tensor" -> REBUILD.matcher(global.name())
                    .matches();
            case "torch.jit._pickle" -> JIT.matcher(global.name()).matches();
            case "collections" -> global.name().equals("OrderedDict") || INERT.contains(global.toString());
            case "__builtin__" -> INERT.contains("builtins." + global.name());
            default -> isScripted(global) || INERT.contains(global.toString());
        };
    }

    /** True for a class that TorchScript compiled. */
    static boolean isScripted(PyGlobal global) {
        return global.module().equals("__torch__") || global.module().startsWith("__torch__.");
    }

    /**
     * What a call gives.
     *
     * @throws IllegalArgumentException for arguments that the function does not take
     */
    static Object call(PyGlobal function, List<Object> arguments) {
        return switch (function.toString()) {
            case "collections.OrderedDict" -> emptyDict(arguments);
            case "collections.defaultdict" -> new PyDict();
            case "torch.Size" -> argument(arguments, 0, Object.class);
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
            case "torch._utils._rebuild_tensor_v3" -> untypedTensor(arguments);
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" -> argument(
                    arguments, 0, Object.class);
            case "torch._tensor._rebuild_from_type_v2" -> ofSubclass(arguments);
            default -> switch (function.module()) {
                case "torch._utils", "torch._tensor" -> new UnreadableTensor(
                        "a tensor made by " + function + " (quantised, sparse or of another special kind)");
                case "torch.jit._pickle" -> argument(arguments, 0, Object.class);
                default -> new PyObject(function);
            };
        };
    }

    private static Object emptyDict(List<Object> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("fills an OrderedDict in a way that torch does not");
        }
        return new PyDict();
    }

    /** {@code (storage, offset, size, stride, …)}. */
    private static Object tensor(List<Object> arguments) {
        Storage storage = argument(arguments, 0, Storage.class);
        Optional<DType> dtype = TorchDTypes.ofStorage(storage.type());
        return dtype.isPresent() ? view(storage, dtype.get(), arguments) : new UnreadableTensor(storage.type());
    }

    /** {@code (storage, offset, size, stride, requires_grad, hooks, dtype)}. */
    private static Object untypedTensor(List<Object> arguments) {
        Storage storage = argument(arguments, 0, Storage.class);
        PyGlobal dtype = argument(arguments, 6, PyGlobal.class);
        Optional<DType> known = TorchDTypes.named(dtype.name());
        return known.isPresent() ? view(storage, known.get(), arguments) : new UnreadableTensor(dtype.toString());
    }

    /** {@code (function, type, arguments, state)} of a subclass of Tensor. */
    private static Object ofSubclass(List<Object> arguments) {
        PyGlobal function = argument(arguments, 0, PyGlobal.class);
        if (!function.module().equals("torch._utils")) {
            throw new IllegalArgumentException("makes a tensor by " + function);
        }
        return call(function, argument(arguments, 2, PyTuple.class).items);
    }

    private static TensorView view(Storage storage, DType dtype, List<Object> arguments) {
        return new TensorView(
                storage, dtype, argument(arguments, 1, Long.class), longs(arguments, 2), longs(arguments, 3));
    }

    private static List<Long> longs(List<Object> arguments, int index) {
        List<Object> items = argument(arguments, index, PyTuple.class).items;
        if (items.size() > DIMENSIONS) {
            throw new IllegalArgumentException("makes a tensor of " + items.size() + " dimensions");
        }
        List<Long> longs = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            longs.add(argument(items, i, Long.class));
        }
        return longs;
    }

    private static <T> T argument(List<Object> arguments, int index, Class<T> type) {
        if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
            throw new IllegalArgumentException("calls a function with arguments that it does not take");
        }
        return type.cast(arguments.get(index));
    }
}
