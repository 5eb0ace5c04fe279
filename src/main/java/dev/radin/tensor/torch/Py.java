package dev.radin.tensor.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle describes, as inert values; strings, {@link Long}, {@link Double}, {@code byte[]} and {@link #NONE} stand
 * for themselves. Containers are compared by identity: a hostile pickle may nest them exponentially.
 */
final class Py {

    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    private Py() {}

    static final class PyTuple {
        final List<Object> items;

        PyTuple(List<Object> items) {
            this.items = items;
        }
    }

    static final class PyList {
        final List<Object> items = new ArrayList<>();
    }

    static final class PyDict {
        final Map<Object, Object> items = new LinkedHashMap<>();
    }

    /** What a class or function would have made that is never loaded: its name, and what it was given. */
    static final class PyObject {
        final PyGlobal type;
        Object state = NONE;
        /** Arguments, items, states, kept without being looked at. */
        final List<List<Object>> given = new ArrayList<>(1);

        PyObject(PyGlobal type, List<Object> arguments) {
            this.type = type;
            given.add(arguments);
        }
    }

    /**
     * A boolean and where its opcode stands in the pickle.
     *
     * @param position {@code NEWTRUE} or {@code NEWFALSE} is at this byte
     */
    static final class PyBool {
        final boolean value;
        final int position;

        PyBool(boolean value, int position) {
            this.value = value;
            this.position = position;
        }
    }

    /** A class or function by its name, which is all that is known of it. */
    record PyGlobal(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /**
     * A storage, which tensors are views of.
     *
     * @param type torch's name for it: {@code FloatStorage}
     * @param key its record is {@code data/<key>}
     * @param elements in units of the type; bytes for {@code UntypedStorage}
     */
    record Storage(String type, String key, long elements) {}

    /** A tensor whose kind is not read, which matters only once its name is asked for. */
    record UnreadableTensor(String kind) {}
}
