package dev.radin.tensor.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hundreds of tensor names in a few words: {@code encoder.layers.0–11.… (300), head.weight}. */
final class NameGroups {

    private static final int GROUPS_SHOWN = 3;
    /** Networks are not nested deeper; a hostile name may have thousands of dots. */
    private static final int MOST_DEPTH = 32;

    private static final Pattern NUMBER = Pattern.compile("(?<=^|\\.)\\d{1,9}(?=\\.|$)");

    private NameGroups() {}

    /**
     * Groups names by as much of their beginning as leaves few groups; layers of the same name and different number are
     * one. What is still too many is counted.
     */
    static String summarise(List<String> names) {
        List<List<String>> groups = List.of();
        int deepest =
                names.stream().mapToInt(name -> name.split("\\.").length).max().orElse(1);
        deepest = Math.min(deepest, MOST_DEPTH);
        for (int depth = deepest; depth >= 1; depth--) {
            groups = groups(names, depth);
            if (groups.size() <= GROUPS_SHOWN) {
                break;
            }
        }
        int shown = Math.min(GROUPS_SHOWN, groups.size());
        String text =
                groups.subList(0, shown).stream().map(NameGroups::describe).collect(Collectors.joining(", "));
        int more = groups.subList(shown, groups.size()).stream()
                .mapToInt(List::size)
                .sum();
        return more == 0 ? text : text + " and " + more + " more";
    }

    private static List<List<String>> groups(List<String> names, int depth) {
        Map<String, List<String>> groups = names.stream()
                .collect(Collectors.groupingBy(
                        name -> NUMBER.matcher(beginning(name, depth)).replaceAll("#"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return new ArrayList<>(groups.values());
    }

    private static String beginning(String name, int depth) {
        return Arrays.stream(name.split("\\.")).limit(depth).collect(Collectors.joining("."));
    }

    private static String describe(List<String> group) {
        if (group.size() == 1) {
            return group.get(0);
        }
        List<String[]> parts = group.stream().map(name -> name.split("\\.")).toList();
        List<String> common = new ArrayList<>();
        int shortest = parts.stream().mapToInt(p -> p.length).min().orElse(0);
        boolean whole = parts.stream().allMatch(p -> p.length == shortest);
        for (int i = 0; i < shortest; i++) {
            int column = i;
            TreeSet<String> values = parts.stream().map(p -> p[column]).collect(Collectors.toCollection(TreeSet::new));
            if (values.size() > 1 && !values.stream().allMatch(v -> v.matches("\\d{1,9}"))) {
                whole = false;
                break;
            }
            common.add(values.size() == 1 ? values.first() : ranges(values));
        }
        return String.join(".", common) + (whole ? "" : ".…") + " (" + group.size() + ")";
    }

    /** {@code 0–3,7}. */
    private static String ranges(TreeSet<String> numbers) {
        TreeMap<Integer, Integer> endByStart = new TreeMap<>();
        for (int number : numbers.stream().mapToInt(Integer::parseInt).sorted().toArray()) {
            if (!endByStart.isEmpty() && endByStart.lastEntry().getValue() == number - 1) {
                endByStart.put(endByStart.lastKey(), number);
            } else {
                endByStart.put(number, number);
            }
        }
        String text = endByStart.entrySet().stream()
                .limit(GROUPS_SHOWN)
                .map(range -> range.getKey().equals(range.getValue())
                        ? "" + range.getKey()
                        : range.getKey() + "–" + range.getValue())
                .collect(Collectors.joining(","));
        return endByStart.size() > GROUPS_SHOWN ? text + ",…" : text;
    }
}
