package dev.radin.dataset.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns the texts of a label column into class indices. */
final class LabelNumbering {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,10}");

    /** More classes than a classifier has: the column is something else, such as an identifier. */
    private static final int MAX_NAMES = 100_000;

    private final List<String> given;
    private final long mostCharacters;
    private final int mostRows;
    private long characters;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final LabelColumn column = new LabelColumn();
    private List<String> names = List.of();

    /**
     * @param given class names in the order of their indices; empty to find them
     * @param memory an eighth of it for different labels, the rest for rows: an index, and those that it is copied to
     */
    LabelNumbering(List<String> given, MemoryBound memory) {
        this.given = given;
        this.mostCharacters = memory.bytes() / 8 / Character.BYTES;
        this.mostRows = (int) Math.min(Integer.MAX_VALUE - 8, memory.bytes() * 7 / 8 / (3 * Integer.BYTES));
        given.forEach(name -> numbers.put(name, numbers.size()));
    }

    void add(CsvRows rows, int labelColumn) {
        String text = rows.value(labelColumn);
        String where = "column \"" + rows.header().get(labelColumn) + "\": ";
        if (text.isEmpty()) {
            throw rows.invalid(where + "the label is empty");
        }
        if (!given.isEmpty() && !numbers.containsKey(text)) {
            throw rows.invalid(where + "\"" + text + "\" is not among the given classes");
        }
        if (column.count() == mostRows) {
            throw rows.invalid("labels of more than " + mostRows + " rows take more than --memory; raise it");
        }
        int different = numbers.size();
        column.add(numbers.computeIfAbsent(text, unseen -> numbers.size()));
        characters += numbers.size() > different ? text.length() : 0;
        if (numbers.size() > MAX_NAMES || characters > mostCharacters) {
            throw rows.invalid(where + "more than " + (numbers.size() - 1) + " different labels, of " + characters
                    + " characters. Is this the label column?");
        }
    }

    /** Once all rows are known: whole numbers stand for themselves, names are sorted. */
    void finish(Path file) {
        if (!given.isEmpty()) {
            names = given;
            return;
        }
        List<String> found = new ArrayList<>(numbers.keySet());
        boolean indices =
                found.stream().allMatch(text -> WHOLE_NUMBER.matcher(text).matches());
        names = indices ? List.of() : List.copyOf(new TreeSet<>(found));
        if (!indices && found.stream().allMatch(text -> text.matches("[-+0-9.eE]+"))) {
            throw LocalFile.invalid(
                    file,
                    "has labels such as \"" + names.get(0) + "\" and \"" + names.get(names.size() - 1)
                            + "\". Class indices are whole numbers from 0 on; classes may also be names.");
        }
        int[] classIndices = new int[found.size()];
        for (int i = 0; i < classIndices.length; i++) {
            long index = indices ? Long.parseLong(found.get(i)) : Collections.binarySearch(names, found.get(i));
            if (index > Integer.MAX_VALUE) {
                throw LocalFile.invalid(file, "has the label " + index + ", which is no class index.");
            }
            classIndices[i] = (int) index;
        }
        column.renumber(classIndices);
    }

    int count() {
        return column.count();
    }

    LabelColumn column() {
        return column;
    }

    String words() {
        return names.isEmpty() ? column.words() : DatasetSummary.classes(names);
    }

    /** In the order of their indices; empty when labels are indices. */
    List<String> names() {
        return names;
    }
}
