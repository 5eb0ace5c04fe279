package dev.radin.tensor.checkpoint;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that a checkpoint's tensors should have: the architecture's, or another checkpoint's. */
final class WantedNames {

    private static final String AMBIGUOUS = "";

    private final Set<String> names;
    /** Those that must be there. */
    private final Set<String> required;
    /** By the name without wrappers. */
    private final Map<String, String> byPlainName = new HashMap<>();

    WantedNames(Set<String> names, Set<String> optional) {
        this.names = names;
        this.required = new LinkedHashSet<>(names);
        required.removeAll(optional);
        names.forEach(name -> byPlainName.merge(Wrappers.without(name), name, (a, b) -> AMBIGUOUS));
    }

    /** The wanted name that this is, but for wrappers in either. */
    Optional<String> find(String name) {
        if (names.contains(name)) {
            return Optional.of(name);
        }
        return Optional.ofNullable(byPlainName.get(Wrappers.without(name))).filter(found -> !found.equals(AMBIGUOUS));
    }

    boolean areComplete(Set<String> found) {
        return !required.isEmpty() && found.containsAll(required);
    }
}
