package dev.radin.inference.torchscript;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.radin.fault.Printable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which part of what a network returns the logits are.
 *
 * @param entry a tuple's index or a dict's key; empty for a tuple's first entry, and a dict's {@code logits} or only one
 */
record NetworkOutput(String entry) {

    private static final String USUAL_KEY = "logits";

    /** A network's output is not what logits are; the message says what it is. */
    static final class NoLogits extends RuntimeException {
        static final String ADVICE = "Logits are [batch, classes]";

        private static final int MAX_CHARACTERS = 600;

        private final String advice;

        NoLogits(String message) {
            this(message, ADVICE);
        }

        NoLogits(String message, String advice) {
            super(Printable.of(message, MAX_CHARACTERS));
            this.advice = advice;
        }

        String advice() {
            return advice;
        }
    }

    /** The logits as F32, in an array that belongs to {@code manager}. */
    PtNDArray logits(IValue output, PtNDManager manager) {
        if (output.isTensor()) {
            return floating(output, manager);
        }
        if (output.isTuple() || output.isList() || output.isTensorList()) {
            IValue[] entries = output.isTuple() ? output.toIValueTuple() : output.toIValueArray();
            try {
                return floating(entries[index(entries.length)], manager);
            } finally {
                Arrays.stream(entries).forEach(IValue::close);
            }
        }
        if (output.isMap()) {
            // DJL forgets a dict's order, so there is no first entry.
            Map<String, IValue> entries = new TreeMap<>(output.toIValueMap());
            try {
                return floating(entries.get(key(entries)), manager);
            } finally {
                entries.values().forEach(IValue::close);
            }
        }
        throw new NoLogits("it returns neither a tensor nor a tuple or dict of tensors");
    }

    private int index(int entries) {
        String index = entry.isEmpty() ? "0" : entry;
        if (!index.matches("[0-9]{1,6}") || Integer.parseInt(index) >= entries) {
            throw new NoLogits("it returns a tuple of " + entries + ", which has no entry \"" + index + "\"");
        }
        return Integer.parseInt(index);
    }

    private String key(Map<String, IValue> entries) {
        String key = entry.isEmpty() && entries.size() == 1
                ? entries.keySet().iterator().next()
                : entry;
        key = key.isEmpty() ? USUAL_KEY : key;
        if (!entries.containsKey(key)) {
            throw new NoLogits(
                    "it returns a dict with " + new TreeSet<>(entries.keySet()) + ", without \"" + key + "\"");
        }
        return key;
    }

    private static PtNDArray floating(IValue value, PtNDManager manager) {
        if (!value.isTensor()) {
            throw new NoLogits("the entry of its output that should be logits is no tensor");
        }
        PtNDArray tensor = value.toTensor(manager);
        // Bfloat16 is unknown to DJL, but PyTorch converts it all the same.
        if (!tensor.getDataType().isFloating() && tensor.getDataType() != DataType.UNKNOWN) {
            throw new NoLogits(
                    "its output is of type " + tensor.getDataType().name() + ", which is not floating point");
        }
        return tensor.toType(DataType.FLOAT32, false);
    }
}
