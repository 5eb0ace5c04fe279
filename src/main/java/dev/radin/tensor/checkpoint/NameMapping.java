package dev.radin.tensor.checkpoint;

import dev.radin.fault.Counted;
import dev.radin.fault.Listing;
import dev.radin.tensor.StateDictKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From a checkpoint's tensor names to the architecture's (or another checkpoint's): the prefix before the network's names
 * is taken off, what lies outside is left out, and wrappers such as {@code _orig_mod} are taken out.
 *
 * @param newNames of the tensors that stay, by the checkpoint's names and in their order
 * @param notes what was done, for people; empty when all names stay as they are
 * @param collision why names cannot be mapped, as a clause: two of them are the same without wrappers
 */
public record NameMapping(Map<String, String> newNames, List<String> notes, Optional<String> collision) {

    /** A chain of modules that all names begin with is hardly longer. */
    private static final int MOST_ADDED = 8;

    /**
     * Finds the wanted names in a checkpoint. When they are not all there, the names are changed as far as that makes most
     * of them fit, so that only what is truly missing is complained of, and nothing is left out.
     *
     * @param optional wanted names that a checkpoint may lack
     */
    public static NameMapping fit(Set<String> names, Set<String> wanted, Set<String> optional) {
        WantedNames wantedNames = new WantedNames(wanted, optional);
        List<Subtree> complete = Subtrees.complete(names, wantedNames);
        if (!complete.isEmpty()) {
            return taking(complete.get(0), complete.subList(1, complete.size()), names);
        }
        Subtree best = new Subtree("", Map.of(), Optional.empty());
        Optional<Subtree> fullest = Subtrees.fullest(names, wantedNames);
        if (fullest.isPresent()) {
            best = fullest.get();
        }
        for (String added : commonPrefixes(wanted)) {
            Subtree without = putting(added, names, wanted, optional);
            if (without.collision().isEmpty()
                    && without.wantedByOwn().size() > best.wantedByOwn().size()) {
                best = without;
            }
        }
        return changingAll(best, names);
    }

    private static NameMapping taking(Subtree chosen, List<Subtree> others, Set<String> names) {
        if (chosen.collision().isPresent()) {
            String both = String.join(" and ", chosen.collision().get());
            return new NameMapping(
                    identity(names),
                    List.of(),
                    Optional.of(both + " are one name without wrappers; save the weights of one of them only"));
        }
        Map<String, String> newNames = new LinkedHashMap<>();
        List<String> outside = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith(chosen.prefix())) {
                newNames.put(name, newName(chosen, name));
            } else {
                outside.add(name);
            }
        }
        List<String> notes = changes(newNames, chosen.prefix());
        if (!outside.isEmpty()) {
            notes.add("left out " + Counted.of(outside.size(), "tensor") + " outside \"" + chosen.prefix() + "\": "
                    + NameGroups.summarise(outside));
        }
        if (!others.isEmpty()) {
            notes.add("the network's names are there more than once; taken is " + place(chosen) + ", not "
                    + Listing.of(others.stream().map(NameMapping::place).toList(), MOST_ADDED)
                    + "; " + StateDictKey.FIELD + " chooses");
        }
        return new NameMapping(newNames, notes, Optional.empty());
    }

    private static String place(Subtree subtree) {
        return subtree.prefix().isEmpty() ? "what is at the top" : "\"" + subtree.prefix() + "\"";
    }

    private static String newName(Subtree subtree, String name) {
        String wanted = subtree.wantedByOwn().get(name);
        return wanted != null ? wanted : name.substring(subtree.prefix().length());
    }

    private static NameMapping changingAll(Subtree best, Set<String> names) {
        Map<String, String> newNames = new LinkedHashMap<>();
        names.forEach(name -> newNames.put(name, name.startsWith(best.prefix()) ? newName(best, name) : name));
        if (new HashSet<>(newNames.values()).size() < newNames.size()) {
            return new NameMapping(identity(names), List.of(), Optional.empty());
        }
        return new NameMapping(newNames, changes(newNames, best.prefix()), Optional.empty());
    }

    /** The checkpoint's names with a prefix put before them, where that makes them wanted. */
    private static Subtree putting(String added, Set<String> names, Set<String> wanted, Set<String> optional) {
        WantedNames shorter = new WantedNames(without(added, wanted), without(added, optional));
        Subtree found = Subtree.of("", names, shorter);
        Map<String, String> wantedByOwn = new LinkedHashMap<>();
        found.wantedByOwn().forEach((own, name) -> wantedByOwn.put(own, added + name));
        return new Subtree("", wantedByOwn, found.collision());
    }

    private static Set<String> without(String prefix, Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    /** What all names begin with, up to a dot, short ones first; none is a whole name. */
    private static List<String> commonPrefixes(Set<String> names) {
        List<String> prefixes = new ArrayList<>();
        if (names.isEmpty()) {
            return prefixes;
        }
        String first = names.iterator().next();
        for (int dot = first.indexOf('.');
                dot >= 0 && prefixes.size() < MOST_ADDED;
                dot = first.indexOf('.', dot + 1)) {
            String prefix = first.substring(0, dot + 1);
            if (!names.stream().allMatch(name -> name.startsWith(prefix) && name.length() > prefix.length())) {
                break;
            }
            prefixes.add(prefix);
        }
        return prefixes;
    }

    /** What became of the names that stay. */
    private static List<String> changes(Map<String, String> newNames, String prefix) {
        List<String> notes = new ArrayList<>();
        Optional<String> removed = sameDifference(newNames.keySet(), newNames.values());
        Optional<String> added = sameDifference(newNames.values(), newNames.keySet());
        if (removed.isPresent() || added.isPresent()) {
            removed.filter(text -> !text.isEmpty())
                    .ifPresent(text -> notes.add("prefix \"" + text + "\" removed from all names"));
            added.filter(text -> !text.isEmpty())
                    .ifPresent(text -> notes.add("prefix \"" + text + "\" put before all names"));
            return notes;
        }
        if (!prefix.isEmpty()) {
            notes.add("prefix \"" + prefix + "\" removed");
        }
        List<String> rewrapped = newNames.entrySet().stream()
                .filter(e -> !e.getKey().endsWith(e.getValue()) && !e.getValue().endsWith(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (!rewrapped.isEmpty()) {
            notes.add("wrappers taken out of " + Counted.of(rewrapped.size(), "name") + ": "
                    + NameGroups.summarise(rewrapped));
        }
        return notes;
    }

    /** What each of the longer names has before the shorter one, if that is the same for all; empty text for equal names. */
    private static Optional<String> sameDifference(Collection<String> longer, Collection<String> shorter) {
        Set<String> differences = new HashSet<>();
        List<String> ends = List.copyOf(shorter);
        int i = 0;
        for (String name : longer) {
            String end = ends.get(i++);
            if (!name.endsWith(end)) {
                return Optional.empty();
            }
            differences.add(name.substring(0, name.length() - end.length()));
        }
        return differences.size() == 1 ? differences.stream().findFirst() : Optional.empty();
    }

    private static Map<String, String> identity(Set<String> names) {
        Map<String, String> same = new LinkedHashMap<>();
        names.forEach(name -> same.put(name, name));
        return same;
    }
}
