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
 * What the classes and functions that a pickle names mean here. None is ever loaded or run: torch's own make a
 * {@link TensorView}, every other an inert {@link PyObject}.
 */
final class PickleGlobals {

    /** torch allows 64 dimensions. */
    private static final int DIMENSIONS = 64;

    private static final Pattern STORAGE = Pattern.compile("torch\\.(storage\\.)?[A-Z][A-Za-z0-9_]*Storage");
    private static final Pattern JIT =
            Pattern.compile("torch\\.jit\\._pickle\\.(build_\\w+list|build_tensor_from_id|restore_type_tag)");

    /** Classes of tensors whose values are those of their storage. */
    private static final Set<String> PLAIN_TENSORS =
            Set.of("torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer");

    private PickleGlobals() {}

    /** True for a class that TorchScript compiled. */
    static boolean isScripted(PyGlobal global) {
        return global.module().equals("__torch__") || global.module().startsWith("__torch__.");
    }

    static boolean isStorage(PyGlobal global) {
        return STORAGE.matcher(global.toString()).matches();
    }

    /**
     * What a call gives.
     *
     * @throws IllegalArgumentException for arguments that the function does not take
     */
    static Object call(PyGlobal function, List<Object> arguments) {
        return switch (function.toString()) {
            case "collections.OrderedDict" -> arguments.isEmpty() ? new PyDict() : new PyObject(function, arguments);
            case "collections.defaultdict" -> arguments.size() < 2 ? new PyDict() : new PyObject(function, arguments);
            case "torch.Size" -> arguments.size() == 1 ? arguments.get(0) : new PyObject(function, arguments);
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
            case "torch._utils._rebuild_tensor_v3" -> untypedTensor(arguments);
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" -> argument(
                    arguments, 0, Object.class);
            case "torch._tensor._rebuild_from_type_v2" -> ofSubclass(arguments);
            default -> other(function, arguments);
        };
    }

    private static Object other(PyGlobal function, List<Object> arguments) {
        if (function.module().equals("torch._utils") || function.module().equals("torch._tensor")) {
            return new UnreadableTensor(
                    "a tensor made by " + function + " (quantised, sparse or of another special kind)");
        }
        return JIT.matcher(function.toString()).matches()
                ? argument(arguments, 0, Object.class)
                : new PyObject(function, arguments);
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
        Optional<DType> known = dtype.module().equals("torch") ? TorchDTypes.named(dtype.name()) : Optional.empty();
        return known.isPresent() ? view(storage, known.get(), arguments) : new UnreadableTensor(dtype.toString());
    }

    /** {@code (function, type, arguments, state)} of a subclass of Tensor. */
    private static Object ofSubclass(List<Object> arguments) {
        PyGlobal function = argument(arguments, 0, PyGlobal.class);
        PyGlobal type = argument(arguments, 1, PyGlobal.class);
        if (!function.module().equals("torch._utils")) {
            return new UnreadableTensor("a tensor made by " + function);
        }
        return PLAIN_TENSORS.contains(type.toString())
                ? call(function, argument(arguments, 2, PyTuple.class).items)
                : new UnreadableTensor("a tensor of class " + type);
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
