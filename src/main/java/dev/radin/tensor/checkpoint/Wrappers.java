package dev.radin.tensor.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Modules that stand for the one module in them. torch.compile, DataParallel, FSDP, activation checkpointing and
 * DeepSpeed put their names anywhere into tensor names, and stack them.
 */
final class Wrappers {

    private static final Set<String> NAMES =
            Set.of("_orig_mod", "module", "_fsdp_wrapped_module", "_checkpoint_wrapped_module", "_forward_module");

    private Wrappers() {}

    /** A tensor's name without them; its last part is the tensor's own and stays. */
    static String without(String name) {
        int last = name.lastIndexOf('.') + 1;
        return withoutIn(name.substring(0, last)) + name.substring(last);
    }

    /** Of a prefix that is empty or ends with a dot. */
    static String withoutIn(String prefix) {
        if (NAMES.stream().noneMatch(prefix::contains)) {
            return prefix;
        }
        List<String> kept = new ArrayList<>();
        for (String part : prefix.split("\\.", -1)) {
            if (!NAMES.contains(part)) {
                kept.add(part);
            }
        }
        return String.join(".", kept);
    }
}
