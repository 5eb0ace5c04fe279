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
 * @param key of a dict; null for {@code logits}, or else its only one
 * @param index of a tuple or list; null for the first
 */
public record NetworkOutput(String key, Integer index) {

    /** The obvious part, of whatever a network returns. */
    public static final NetworkOutput USUAL = new NetworkOutput(null, null);

    private static final String USUAL_KEY = "logits";

    /** A network's output is not what logits are; the message says what it is. */
    static final class NoLogits extends RuntimeException {
        static final String ADVICE = "Logits are [batch, classes]; export a network that returns these, or of several"
                + " outputs name theirs by evaluator.torchScript.outputIndex or outputKey";

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
                return floating(entries[indexIn(entries.length)], manager);
            } finally {
                Arrays.stream(entries).forEach(IValue::close);
            }
        }
        if (output.isMap()) {
            // DJL forgets a dict's order, so there is no first entry.
            Map<String, IValue> entries = new TreeMap<>(output.toIValueMap());
            try {
                return floating(entries.get(keyIn(entries)), manager);
            } finally {
                entries.values().forEach(IValue::close);
            }
        }
        throw new NoLogits("it returns neither a tensor nor a tuple or dict of tensors");
    }

    private int indexIn(int entries) {
        if (key != null) {
            throw new NoLogits(
                    "it returns a tuple of " + entries + ", which has no key \"" + key + "\"",
                    "Name its entry by evaluator.torchScript.outputIndex, from 0 on");
        }
        int wanted = index == null ? 0 : index;
        if (wanted >= entries) {
            throw new NoLogits("it returns a tuple of " + entries + ", which has no entry " + wanted);
        }
        return wanted;
    }

    private String keyIn(Map<String, IValue> entries) {
        String keys = "it returns a dict with " + new TreeSet<>(entries.keySet());
        if (index != null) {
            throw new NoLogits(
                    keys + ", which has no entry " + index, "Name its entry by evaluator.torchScript.outputKey");
        }
        String only = entries.size() == 1 ? entries.keySet().iterator().next() : USUAL_KEY;
        String wanted = key == null ? only : key;
        if (!entries.containsKey(wanted)) {
            throw new NoLogits(
                    keys + ", without \"" + wanted + "\"", "Name its entry by evaluator.torchScript.outputKey");
        }
        return wanted;
    }

    private static PtNDArray floating(IValue value, PtNDManager manager) {
        if (!value.isTensor()) {
            throw new NoLogits("the entry of its output that should be logits is no tensor");
        }
        PtNDArray tensor = value.toTensor(manager);
        DataType type = tensor.getDataType();
        // Bfloat16 is unknown to DJL, but PyTorch converts it all the same. Complex numbers are floating point to DJL,
        // but PyTorch would drop a half of each.
        if (!type.isFloating() && type != DataType.UNKNOWN || type == DataType.COMPLEX64) {
            throw new NoLogits("its output is of type " + type.name() + ", which is not floating point");
        }
        return tensor.toType(DataType.FLOAT32, false);
    }
}
