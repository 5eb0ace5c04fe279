package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One array in NumPy's .npy format: a magic, a header that is a Python dict as text, and the elements. Nothing is ever
 * unpickled.
 */
final class NpyArray {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final int MAX_RANK = 32;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]{1,32})['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    /** Where an array's bytes come from, as often as they are wanted. */
    interface Source {
        InputStream open() throws IOException;
    }

    private final Path file;
    private final String name;
    private final Source source;
    private final NpyElement element;
    private final List<Long> shape;

    private final ByteOrder order;
    private final boolean fortran;

    private NpyArray(
            Path file,
            String name,
            Source source,
            NpyElement element,
            List<Long> shape,
            ByteOrder order,
            boolean fortran) {
        this.order = order;
        this.fortran = fortran;
        this.file = file;
        this.name = name;
        this.source = source;
        this.element = element;
        this.shape = shape;
    }

    /** Reads the header. @param name the array's, for messages */
    static NpyArray open(Path file, String name, Source source) {
        try (InputStream in = source.open()) {
            String header = header(file, name, in);
            String descr = field(file, name, DESCR, header, "has no simple element type");
            NpyElement element = NpyElement.of(descr)
                    .orElseThrow(() -> invalid(
                            file,
                            name,
                            "has elements of type \"" + descr + "\". Convert it to u1, i4, i8, f2, f4 or f8"
                                    + " with astype"));
            boolean fortran =
                    field(file, name, ORDER, header, "does not tell its order").equals("True");
            List<Long> shape = shape(file, name, field(file, name, SHAPE, header, "does not tell its shape"));
            ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            return new NpyArray(file, name, source, element, shape, order, fortran);
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
    }

    NpyElement element() {
        return element;
    }

    List<Long> shape() {
        return shape;
    }

    ByteOrder order() {
        return order;
    }

    /** The elements in C order, from the first; the stream ends wherever the file does. */
    InputStream elements(MemoryBound memory) {
        try {
            InputStream in = source.open();
            header(file, name, in);
            return fortran && shape.size() > 1 ? inCOrder(in, memory) : in;
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
    }

    /** Whoever wants rows of an array that was written column by column has to hold all of it. */
    private InputStream inCOrder(InputStream in, MemoryBound memory) throws IOException {
        long elements = shape.stream().reduce(1L, (a, b) -> a * b);
        int width = element.sizeBytes();
        checkHeld(memory, "being in Fortran order,", elements * width, "numpy.ascontiguousarray");
        byte[] columns;
        try (in) {
            columns = in.readNBytes((int) (elements * width) + 1);
        }
        if (columns.length != elements * width) {
            return new ByteArrayInputStream(columns); // the reader says that it is too short or too long
        }
        byte[] rows = new byte[columns.length];
        long[] index = new long[shape.size()];
        for (int to = 0; to < rows.length; to += width) {
            long from = 0;
            for (int d = index.length - 1; d >= 0; d--) {
                from = from * shape.get(d) + index[d];
            }
            System.arraycopy(columns, (int) from * width, rows, to, width);
            for (int d = index.length - 1; d >= 0 && ++index[d] == shape.get(d); d--) {
                index[d] = 0;
            }
        }
        return new ByteArrayInputStream(rows);
    }

    /** Refuses to hold so many bytes twice, as turning them takes. */
    void checkHeld(MemoryBound memory, String why, long bytes, String advice) {
        String what = "turning array \"" + name + "\", " + why;
        memory.check(file, what, 2 * bytes, "save " + advice + " of it");
        if (bytes > Integer.MAX_VALUE - 16) {
            throw invalid("is too large to be turned. Save " + advice + " of it");
        }
    }

    RadinException invalid(String problem) {
        return invalid(file, name, problem);
    }

    RadinException unreadable(IOException e) {
        return LocalFile.unreadable(file, e);
    }

    private static String header(Path file, String name, InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        for (int i = 0; i < MAGIC.length; i++) {
            if (start.length < MAGIC.length + 2 || start[i] != MAGIC[i]) {
                throw invalid(file, name, "is not in the .npy format");
            }
        }
        int version = start[MAGIC.length];
        byte[] length = in.readNBytes(version == 1 ? 2 : 4);
        long bytes = 0;
        for (int i = length.length - 1; i >= 0; i--) {
            bytes = bytes << 8 | length[i] & 0xFF;
        }
        if (version < 1 || version > 3 || bytes > MAX_HEADER_BYTES) {
            throw invalid(
                    file,
                    name,
                    version < 1 || version > 3
                            ? "is of .npy version " + version + ", and 1 to 3 are known"
                            : "has a header of " + bytes + " bytes, more than the limit of " + MAX_HEADER_BYTES);
        }
        byte[] header = in.readNBytes((int) bytes);
        if (header.length < bytes) {
            throw invalid(file, name, "ends within its header");
        }
        return new String(header, StandardCharsets.UTF_8);
    }

    private static String field(Path file, String name, Pattern pattern, String header, String otherwise) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw invalid(file, name, otherwise);
        }
        return matcher.group(1);
    }

    private static List<Long> shape(Path file, String name, String text) {
        List<Long> shape = new ArrayList<>();
        long elements = 1;
        try {
            for (String dimension : text.replace("L", "").split(",")) {
                if (!dimension.isBlank()) {
                    shape.add(Long.parseLong(dimension.strip()));
                    elements = Math.multiplyExact(elements, Math.max(1, shape.get(shape.size() - 1)));
                }
            }
            Math.multiplyExact(elements, Long.BYTES);
        } catch (NumberFormatException | ArithmeticException e) {
            throw invalid(file, name, "has the shape (" + text + "), larger than any file");
        }
        if (shape.size() > MAX_RANK) {
            throw invalid(file, name, "has " + shape.size() + " dimensions");
        }
        return List.copyOf(shape);
    }

    private static RadinException invalid(Path file, String name, String problem) {
        return LocalFile.invalid(file, "array \"" + name + "\" " + problem + ".");
    }
}
