package dev.radin.tensor.checkpoint;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a checkpoint whose names begin with one prefix, as far as their names are wanted without it.
 *
 * @param prefix empty, or ends with a dot
 * @param wantedByOwn the wanted name by the checkpoint's
 * @param collision two of the checkpoint's names that are one without wrappers
 */
record Subtree(String prefix, Map<String, String> wantedByOwn, Optional<List<String>> collision) {

    /** @param names those that begin with the prefix, or more */
    static Subtree of(String prefix, Collection<String> names, WantedNames wanted) {
        Map<String, String> wantedByOwn = new LinkedHashMap<>();
        Map<String, String> ownByWanted = new HashMap<>();
        Optional<List<String>> collision = Optional.empty();
        for (String own : names) {
            Optional<String> name = wanted.find(own.substring(prefix.length()));
            if (name.isPresent()) {
                String other = ownByWanted.putIfAbsent(name.get(), own);
                if (other != null) {
                    collision = Optional.of(List.of(other, own));
                }
                wantedByOwn.put(own, name.get());
            }
        }
        return new Subtree(prefix, wantedByOwn, collision);
    }

    int depth() {
        return (int) prefix.chars().filter(c -> c == '.').count();
    }
}
