package dev.radin.dataset.convert;

import dev.radin.tensor.DType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which columns are inputs, and which one the label.
 *
 * @param inputs positions, ascending
 * @param notes what of the header looks like a mistake, a sentence each
 */
record CsvColumns(List<Integer> inputs, int label, DType dtype, List<String> notes) {

    /** What pandas calls columns without a name; the first of them is most often the index that to_csv has written. */
    private static final Pattern UNNAMED = Pattern.compile("|Unnamed: 0(\\.[0-9]+)*");

    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,6})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]{1,25}");
    private static final Pattern POSITION = Pattern.compile("-?[0-9]{1,6}");
    private static final String ADVICE =
            "Leave the column out with --leave-out, or make numbers of it; texts go through a"
                    + " tokenizer and come as npz";
    private static final int SHOWN_CHARACTERS = 40;
    private static final char[] DELIMITERS = {';', '\t', ',', '|'};

    static CsvColumns of(CsvRows rows, CsvTable.Options options) {
        List<String> header = rows.header();
        if (header.size() == 1) {
            refuseOtherDelimiter(rows, options.hasHeader() ? header.get(0) : rows.value(0));
        }
        int label = label(rows, header, options.label());
        for (String name : options.leaveOut()) {
            if (!header.contains(name)) {
                throw rows.invalidHeader(
                        "has no column \"" + name + "\" to leave out; its columns are " + shown(header));
            }
        }
        List<Integer> inputs = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            if (column == label || options.leaveOut().contains(header.get(column))) {
                continue;
            }
            if (inputs.isEmpty() && UNNAMED.matcher(header.get(column)).matches()) {
                notes.add("left out the column \"" + header.get(column) + "\", the index that pandas writes beside a"
                        + " table; give it a name if it is an input");
            } else {
                inputs.add(column);
            }
        }
        if (inputs.isEmpty()) {
            throw rows.invalidHeader("has no columns beside the label");
        }
        if (options.hasHeader() && isRow(header, inputs)) {
            notes.add("the first line was taken for names of columns and holds numbers, such as "
                    + header.get(inputs.get(0)) + "; add --no-header if it is a row");
        }
        return new CsvColumns(List.copyOf(inputs), label, options.dtype(), List.copyOf(notes));
    }

    /** A table of one column has no inputs; most often its columns are there, between something else. */
    private static void refuseOtherDelimiter(CsvRows rows, String firstLine) {
        for (char delimiter : DELIMITERS) {
            if (firstLine.indexOf(delimiter) >= 0) {
                String shown = delimiter == '\t' ? "\\t" : String.valueOf(delimiter);
                throw rows.invalidHeader("has one column, \"" + shortened(firstLine) + "\". Add --delimiter '" + shown
                        + "' if that stands between columns");
            }
        }
    }

    /** Names may be numbers that rise one by one, as pandas calls the columns of an array. */
    private static boolean isRow(List<String> header, List<Integer> inputs) {
        List<String> names = inputs.stream().map(header::get).toList();
        if (!names.stream().allMatch(name -> NUMBER.matcher(name).matches())) {
            return false;
        }
        double first = Double.parseDouble(names.get(0));
        return !IntStream.range(0, names.size()).allMatch(i -> Double.parseDouble(names.get(i)) == first + i)
                || first != Math.rint(first);
    }

    /** Appends the row's inputs. */
    void encode(CsvRows rows, ByteBuffer target) {
        for (int column : inputs) {
            String text = rows.value(column);
            switch (dtype) {
                case F32 -> target.putFloat(number(rows, column, text));
                case I64 -> target.putLong(wholeNumber(rows, column, text, Long.MIN_VALUE, Long.MAX_VALUE));
                case U8 -> target.put((byte) wholeNumber(rows, column, text, 0, 255));
                default -> throw new IllegalStateException("no CSV of " + dtype);
            }
        }
    }

    private static int label(CsvRows rows, List<String> header, String wanted) {
        int first = header.indexOf(wanted);
        if (first >= 0) {
            if (header.lastIndexOf(wanted) != first) {
                throw rows.invalidHeader("has several columns \"" + wanted + "\"; give the label's position instead");
            }
            return first;
        }
        if (POSITION.matcher(wanted).matches()) {
            int position = Integer.parseInt(wanted);
            int label = position < 0 ? header.size() + position : position;
            if (label >= 0 && label < header.size()) {
                return label;
            }
        }
        throw rows.invalidHeader("has no column \"" + wanted + "\" for the labels; its columns are " + shown(header));
    }

    private static float number(CsvRows rows, int column, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw refused(rows, column, text, "is no number. " + ADVICE);
        }
        float value = Float.parseFloat(text);
        if (!Float.isFinite(value)) {
            throw refused(rows, column, text, "is too large for F32");
        }
        return value;
    }

    private static long wholeNumber(CsvRows rows, int column, String text, long least, long most) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw refused(rows, column, text, "is no whole number. " + ADVICE);
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Out of the range of a long, and so of any other.
        }
        throw refused(rows, column, text, "is not between " + least + " and " + most);
    }

    private static RuntimeException refused(CsvRows rows, int column, String text, String problem) {
        return rows.invalid("column \"" + rows.header().get(column) + "\": \"" + shortened(text) + "\" " + problem);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    private static String shown(List<String> header) {
        return header.size() <= 20
                ? String.join(", ", header)
                : String.join(", ", header.subList(0, 20)) + ", … (" + header.size() + ")";
    }
}
