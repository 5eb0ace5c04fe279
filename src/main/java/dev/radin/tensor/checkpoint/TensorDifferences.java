package dev.radin.tensor.checkpoint;

import dev.radin.fault.Printable;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.Widening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How one checkpoint's tensors differ from a reference's. The order of tensors is no difference, nor is a
 * tensor that a checkpoint may lack.
 *
 * @param missing names that only the reference has
 * @param extra names that only the checkpoint has
 * @param reshaped of another shape here than there
 * @param retyped of the same shape and a dtype that is not averaged with the other: floating ones are
 * @param outOf the number of distinct names in either
 */
record TensorDifferences(List<String> missing, List<String> extra, List<Pair> reshaped, List<Pair> retyped, int outOf) {

    private static final int SHOWN = 3;
    private static final int MOST_CHARACTERS = 2000;

    record Pair(TensorInfo here, TensorInfo there) {}

    static TensorDifferences between(List<TensorInfo> checkpoint, List<TensorInfo> reference) {
        Map<String, TensorInfo> here = byName(checkpoint);
        Map<String, TensorInfo> there = byName(reference);
        List<String> missing = there.values().stream()
                .filter(t -> !here.containsKey(t.name()) && !Compatibility.mayLack(t))
                .map(TensorInfo::name)
                .toList();
        List<String> extra = here.values().stream()
                .filter(t -> !there.containsKey(t.name()) && !Compatibility.mayLack(t))
                .map(TensorInfo::name)
                .toList();
        List<Pair> reshaped = new ArrayList<>();
        List<Pair> retyped = new ArrayList<>();
        for (TensorInfo mine : checkpoint) {
            TensorInfo theirs = there.get(mine.name());
            if (theirs == null) {
                continue;
            }
            if (!mine.shape().equals(theirs.shape())) {
                reshaped.add(new Pair(mine, theirs));
            } else if (Widening.common(mine.dtype(), theirs.dtype()).isEmpty()) {
                retyped.add(new Pair(mine, theirs));
            }
        }
        return new TensorDifferences(missing, extra, reshaped, retyped, there.size() + extra.size());
    }

    private static Map<String, TensorInfo> byName(List<TensorInfo> tensors) {
        Map<String, TensorInfo> byName = new LinkedHashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        return byName;
    }

    int count() {
        return missing.size() + extra.size() + reshaped.size() + retyped.size();
    }

    /** One line without a full stop, however many tensors differ. {@code where} names the reference, as in "in lr1e-5". */
    String describe(String where) {
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add(missing.size() + " missing: " + NameGroups.summarise(missing));
        }
        if (!extra.isEmpty()) {
            parts.add(extra.size() + " not " + where + ": " + NameGroups.summarise(extra));
        }
        if (!reshaped.isEmpty()) {
            parts.add(reshaped.size() + " of another shape: " + pairs(reshaped, where));
        }
        if (!retyped.isEmpty()) {
            parts.add(retyped.size() + " of another dtype: " + pairs(retyped, where));
        }
        return Printable.of(count() + " of " + outOf + " tensors differ: " + String.join("; ", parts), MOST_CHARACTERS);
    }

    private static String pairs(List<Pair> pairs, String where) {
        String shown = pairs.stream()
                .limit(SHOWN)
                .map(pair -> pair.here().name() + " " + pair.here().type() + " here, "
                        + pair.there().type() + " " + where)
                .collect(Collectors.joining(", "));
        return pairs.size() > SHOWN ? shown + " and " + (pairs.size() - SHOWN) + " more" : shown;
    }
}
