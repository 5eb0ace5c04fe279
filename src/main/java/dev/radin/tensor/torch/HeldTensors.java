package dev.radin.tensor.torch;

import dev.radin.tensor.torch.Py.PyDict;
import dev.radin.tensor.torch.Py.PyList;
import dev.radin.tensor.torch.Py.PyObject;
import dev.radin.tensor.torch.Py.PyTuple;
import dev.radin.tensor.torch.Py.Storage;
import dev.radin.tensor.torch.Py.UnreadableTensor;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether what a pickle describes was to be made of tensors, however deep they lie. Each object is looked at once, however
 * many others share it, and one may hold itself.
 */
final class HeldTensors {

    /** Objects without any, and what is not looked into yet. */
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Asked no more after the first that is. */
    boolean areIn(Object value) {
        Deque<Object> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (next instanceof TensorView || next instanceof Storage || next instanceof UnreadableTensor) {
                return true;
            }
            if (seen.add(next)) {
                parts(next).flatMap(Collection::stream).forEach(open::push);
            }
        }
        return false;
    }

    private static Stream<Collection<Object>> parts(Object value) {
        if (value instanceof PyTuple tuple) {
            return Stream.of(tuple.items);
        } else if (value instanceof PyList list) {
            return Stream.of(list.items);
        } else if (value instanceof PyDict dict) {
            return Stream.of(dict.items.keySet(), dict.items.values());
        }
        return value instanceof PyObject object ? object.given.stream().map(g -> g) : Stream.empty();
    }
}
