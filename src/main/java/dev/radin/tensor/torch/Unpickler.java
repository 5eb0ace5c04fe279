package dev.radin.tensor.torch;

import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.torch.Py.PyBool;
import dev.radin.tensor.torch.Py.PyDict;
import dev.radin.tensor.torch.Py.PyGlobal;
import dev.radin.tensor.torch.Py.PyList;
import dev.radin.tensor.torch.Py.PyObject;
import dev.radin.tensor.torch.Py.PyTuple;
import dev.radin.tensor.torch.Py.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle as data: the operations that Python writes (protocols 2 to 5, its {@code pickletools}), without
 * running or loading anything. Every operation makes at most one object of bounded size and moves each stack item at most once, so
 * the bounds on bytes and operations bound time and memory.
 */
final class Unpickler {

    private static final int NAME_LENGTH = 500;

    private final PickleInput input;
    private final FileError refusal;
    private final long mostOperations;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Unpickler(byte[] pickle, Limits limits, FileError refusal) {
        this.input = new PickleInput(pickle, refusal);
        this.refusal = refusal;
        this.mostOperations = limits.pickleOperations();
    }

    /** The object that the pickle describes, in terms of {@link Py}. */
    static Object read(byte[] pickle, Limits limits, FileError refusal) {
        return new Unpickler(pickle, limits, refusal).run();
    }

    private Object run() {
        for (long operations = 0; operations < mostOperations; operations++) {
            char opcode = (char) input.unsignedByte();
            if (opcode == '.') {
                return pop();
            }
            execute(opcode);
        }
        throw refusal.because(
                "its pickle has more than " + mostOperations + " operations",
                "Save the weights alone, best as safetensors, or raise the limit if you trust it");
    }

    private void execute(char opcode) {
        switch (opcode) {
            case 0x80 -> protocol(input.unsignedByte());
            case 0x95 -> input.int64(); // a frame: its length says nothing that the input does not
            case '(' -> marks.add(stack.size());
            case '0' -> pop();
            case '1' -> popMark();
            case 'N' -> push(Py.NONE);
            case 0x88 -> push(new PyBool(true, input.position() - 1));
            case 0x89 -> push(new PyBool(false, input.position() - 1));
            case 'J' -> push((long) input.int32());
            case 'K' -> push((long) input.unsignedByte());
            case 'M' -> push((long) input.unsignedShort());
            case 0x8a -> push(integer(input.unsignedByte()));
            case 0x8b -> push(integer(length(input.int32())));
            case 'G' -> push(input.bigEndianDouble());
            case 'X' -> push(input.utf8(length(input.int32())));
            case 0x8c -> push(input.utf8(input.unsignedByte()));
            case 0x8d -> push(input.utf8(input.int64()));
            case 'T' -> push(input.utf8(length(input.int32())));
            case 'U' -> push(input.utf8(input.unsignedByte()));
            case 'B' -> push(input.bytes(length(input.int32())));
            case 'C' -> push(input.bytes(input.unsignedByte()));
            case 0x8e, 0x96 -> push(input.bytes(input.int64()));
            case ')' -> push(new PyTuple(List.of()));
            case 0x85 -> push(new PyTuple(take(1)));
            case 0x86 -> push(new PyTuple(take(2)));
            case 0x87 -> push(new PyTuple(take(3)));
            case 't' -> push(new PyTuple(popMark()));
            case ']' -> push(new PyList());
            case 'a' -> append(take(1));
            case 'e' -> append(popMark());
            case '}' -> push(new PyDict());
            case 's' -> setItems(take(2));
            case 'u' -> setItems(popMark());
            case 0x8f -> push(new PyList());
            case 0x90 -> append(popMark());
            case 0x91 -> push(new PyTuple(popMark()));
            case 'q' -> memo.put(input.unsignedByte(), top());
            case 'r' -> memo.put(input.int32(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(recall(input.unsignedByte()));
            case 'j' -> push(recall(input.int32()));
            case 'c' -> push(global(input.line(), input.line()));
            case 0x93 -> {
                List<Object> names = take(2);
                push(global(typed(names.get(0), String.class), typed(names.get(1), String.class)));
            }
            case 'Q' -> push(storage(typed(pop(), PyTuple.class).items));
            case 'R', 0x81 -> {
                Object arguments = pop();
                push(call(pop(), arguments));
            }
            case 0x92 -> {
                List<Object> given = take(3);
                push(new PyObject(typed(given.get(0), PyGlobal.class), given));
            }
            case 'b' -> build(pop());
            default -> throw input.malformed(
                    String.format("has the operation 0x%02x, which torch does not write", (int) opcode));
        }
    }

    private void protocol(int version) {
        if (version < 2 || version > 5) {
            throw input.malformed("has protocol " + version + ", and 2 to 5 are read");
        }
    }

    private static long length(int count) {
        return count & 0xFFFFFFFFL;
    }

    private Object integer(long byteCount) {
        byte[] littleEndian = input.bytes(byteCount);
        if (byteCount > Long.BYTES) {
            return littleEndian; // no size, offset or stride is as large
        }
        long value = 0;
        for (int i = 0; i < byteCount; i++) {
            value |= (littleEndian[i] & 0xFFL) << (8 * i);
        }
        int unused = Long.SIZE - 8 * (int) byteCount;
        return byteCount == 0 ? 0L : value << unused >> unused;
    }

    private PyGlobal global(String module, String name) {
        if (module.length() > NAME_LENGTH || name.length() > NAME_LENGTH) {
            throw input.malformed("has a class name of more than " + NAME_LENGTH + " characters");
        }
        return new PyGlobal(module, name);
    }

    private Object call(Object function, Object given) {
        if (function instanceof PyGlobal type && PickleGlobals.isScripted(type) && !(given instanceof PyTuple)) {
            return new PyObject(type, List.of(given)); // TorchScript's way to write a value of an enum
        }
        List<Object> arguments = typed(given, PyTuple.class).items;
        if (function instanceof PyObject maker) {
            maker.given.add(arguments);
            return maker;
        }
        try {
            return PickleGlobals.call(typed(function, PyGlobal.class), arguments);
        } catch (IllegalArgumentException e) {
            throw input.malformed(e.getMessage());
        }
    }

    /** {@code ('storage', type, key, location, elements)}, torch's only kind of persistent object. */
    private Storage storage(List<Object> id) {
        if (id.size() < 5
                || !"storage".equals(id.get(0))
                || !(id.get(1) instanceof PyGlobal type && PickleGlobals.isStorage(type))
                || !(id.get(2) instanceof String key)
                || !(id.get(4) instanceof Long elements)
                || elements < 0
                || key.length() > NAME_LENGTH) {
            throw input.malformed("refers to something outside it that is no storage");
        }
        return new Storage(type.name(), key, elements);
    }

    private void build(Object state) {
        if (top() instanceof PyObject object) {
            object.state = state;
            object.given.add(List.of(state));
        } else if (top() instanceof TensorView && state instanceof PyTuple) {
            throw input.malformed("replaces a tensor after it was made");
        }
    }

    private void append(List<Object> items) {
        if (top() instanceof PyObject object) {
            object.given.add(items);
        } else {
            typed(top(), PyList.class).items.addAll(items);
        }
    }

    private void setItems(List<Object> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw input.malformed("has a key without a value");
        }
        if (top() instanceof PyObject object) {
            object.given.add(keysAndValues);
            return;
        }
        Map<Object, Object> items = typed(top(), PyDict.class).items;
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            items.put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    private Object recall(int index) {
        Object value = memo.get(index);
        if (value == null) {
            throw input.malformed("recalls an object that it never made");
        }
        return value;
    }

    private <T> T typed(Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw input.malformed("uses an object for what it is not");
        }
        return type.cast(value);
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() {
        requireItems(1);
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        requireItems(1);
        return stack.remove(stack.size() - 1);
    }

    private List<Object> popMark() {
        if (marks.isEmpty()) {
            throw input.malformed("ends a group that it never began");
        }
        int mark = marks.remove(marks.size() - 1);
        return cut(mark);
    }

    private List<Object> take(int count) {
        requireItems(count);
        return cut(stack.size() - count);
    }

    private List<Object> cut(int from) {
        List<Object> tail = stack.subList(from, stack.size());
        List<Object> taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }

    /** Items below the innermost mark belong to the group around it. */
    private void requireItems(int count) {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() - floor < count) {
            throw input.malformed("uses more objects than it made");
        }
    }
}
