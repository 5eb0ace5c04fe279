package dev.radin.tensor.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where in a checkpoint the wanted names are. A checkpoint is often of a training module, and the network a part of it
 * under any name; students, teachers and running averages are several such parts.
 */
final class Subtrees {

    /** Networks are not nested deeper; a hostile name may have thousands of dots. */
    private static final int MOST_DEPTH = 32;

    private static final Comparator<Subtree> OUTERMOST =
            Comparator.comparing(Subtree::depth).thenComparing(Subtree::prefix);

    private Subtrees() {}

    /** Those that have every required name, the one to take first: the outermost, of several the first by its name. */
    static List<Subtree> complete(Set<String> names, WantedNames wanted) {
        // Of prefixes that differ in wrappers only, the longest: what lies beside the wrapped network is not in it.
        Map<String, Subtree> byPlainPrefix = new TreeMap<>();
        for (Subtree subtree : all(names, wanted)) {
            if (wanted.areComplete(Set.copyOf(subtree.wantedByOwn().values()))) {
                byPlainPrefix.merge(Wrappers.withoutIn(subtree.prefix()), subtree, Subtrees::inner);
            }
        }
        return byPlainPrefix.values().stream().sorted(OUTERMOST).toList();
    }

    private static Subtree inner(Subtree a, Subtree b) {
        Subtree inner = a.depth() > b.depth() ? a : b;
        Optional<List<String>> collision = a.collision().or(b::collision);
        return new Subtree(inner.prefix(), inner.wantedByOwn(), collision);
    }

    /** The one that has most of the wanted names, of equal ones the outermost. */
    static Optional<Subtree> fullest(Set<String> names, WantedNames wanted) {
        return all(names, wanted).stream()
                .filter(subtree -> subtree.collision().isEmpty())
                .min(Comparator.comparing(
                                (Subtree subtree) -> -subtree.wantedByOwn().size())
                        .thenComparing(OUTERMOST));
    }

    private static List<Subtree> all(Set<String> names, WantedNames wanted) {
        Map<String, List<String>> namesByPrefix = new LinkedHashMap<>();
        for (String name : names) {
            int start = 0;
            for (int depth = 0; depth < MOST_DEPTH && start < name.length(); depth++) {
                if (wanted.find(name.substring(start)).isPresent()) {
                    namesByPrefix
                            .computeIfAbsent(name.substring(0, start), p -> new ArrayList<>())
                            .add(name);
                }
                int dot = name.indexOf('.', start);
                if (dot < 0) {
                    break;
                }
                start = dot + 1;
            }
        }
        List<Subtree> subtrees = new ArrayList<>();
        namesByPrefix.forEach((prefix, found) -> subtrees.add(Subtree.of(prefix, found, wanted)));
        return subtrees;
    }
}
