package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Walks over the rows of a CSV file in UTF-8, one in memory at a time; empty lines are passed over. */
final class CsvRows implements AutoCloseable {

    /** What a character of a row may take: a value of one digit becomes an object. */
    private static final int BYTES_A_CHARACTER = 32;

    private static final Pattern OPEN_QUOTE = Pattern.compile("startline (\\d+)\\) EOF reached");

    private final Path file;
    private final CSVParser parser;
    private final RowBound bound;
    private final Iterator<CSVRecord> records;
    private final List<String> header;
    private CSVRecord row;
    private boolean again;

    /** @param hasHeader whether the first line names the columns; without, they are called 0, 1, … */
    CsvRows(Path file, char delimiter, boolean hasHeader, MemoryBound memory) {
        LocalFile.requireFile(file);
        this.file = file;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        try {
            this.bound = new RowBound(
                    Files.newBufferedReader(file, StandardCharsets.UTF_8), memory.bytes() / BYTES_A_CHARACTER);
            this.parser = CSVParser.parse(bound, format);
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
        this.records = parser.iterator();
        try {
            if (!next()) {
                throw LocalFile.invalid(
                        file, "is empty. It needs " + (hasHeader ? "a header line and rows." : "rows."));
            }
        } catch (RadinException e) {
            close();
            throw e;
        }
        this.header = hasHeader
                ? row.stream().map(CsvRows::withoutByteOrderMark).toList()
                : IntStream.range(0, row.size()).mapToObj(Integer::toString).toList();
        this.again = !hasHeader;
    }

    List<String> header() {
        return header;
    }

    /** Goes to the next row, whose values are as many as the header's. */
    boolean next() {
        if (again) {
            again = false;
            return true;
        }
        bound.startRow();
        try {
            if (!records.hasNext()) {
                return false;
            }
            row = records.next();
        } catch (UncheckedIOException e) {
            throw fault(e.getCause());
        }
        if (header != null && row.size() != header.size()) {
            throw invalid("has " + row.size() + " values but the first line has " + header.size());
        }
        return true;
    }

    private RadinException fault(IOException cause) {
        if (cause instanceof CSVException) {
            Matcher open = OPEN_QUOTE.matcher(cause.getMessage());
            if (open.find()) {
                return LocalFile.invalid(file, "line " + open.group(1) + ": a quote is opened that is never closed.");
            }
            return LocalFile.invalid(file, "is not valid CSV: " + cause.getMessage());
        }
        if (cause instanceof CharacterCodingException) {
            return LocalFile.invalid(file, otherThanText());
        }
        return bound.exceeded()
                ? LocalFile.invalid(
                        file, "after line " + parser.getCurrentLineNumber() + ": " + cause.getMessage() + ".")
                : LocalFile.unreadable(file, cause);
    }

    /** What a file is that is not in UTF-8, by how it begins. */
    private String otherThanText() {
        try (InputStream in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(2), StandardCharsets.ISO_8859_1);
            if (begin.equals("PK")) {
                return "is a zip archive, as spreadsheets are. Unpack it, or save the table as CSV.";
            }
            if (begin.equals("\u001f\u008b")) {
                return "is compressed by gzip. Unpack it.";
            }
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
        return "is not in UTF-8, somewhere after line " + parser.getCurrentLineNumber() + ". Convert it.";
    }

    String value(int column) {
        return withoutByteOrderMark(row.get(column));
    }

    /** An exception that names the current row by the line on which it ends. */
    RadinException invalid(String problem) {
        return LocalFile.invalid(file, "line " + parser.getCurrentLineNumber() + ": " + problem + ".");
    }

    RadinException invalidHeader(String problem) {
        return LocalFile.invalid(file, problem + ".");
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
    }

    /** It stands before the first value of a file; no value begins with it otherwise. */
    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Refuses to read on when the current row has too much, so that an open quote does not pull in the whole file. */
    private static final class RowBound extends FilterReader {
        private final long most;
        private long characters;

        RowBound(BufferedReader in, long most) {
            super(in);
            this.most = most;
        }

        void startRow() {
            characters = 0;
        }

        boolean exceeded() {
            return characters > most;
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (exceeded()) {
                throw new IOException("a row has more than " + most
                        + " characters, probably after a quote that is never closed; raise --memory if it has");
            }
            int count = in.read(target, offset, length);
            characters += Math.max(0, count);
            return count;
        }
    }
}
