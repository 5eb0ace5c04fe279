package dev.radin.dataset.convert;

import dev.radin.dataset.ClassNames;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of numbers with a label column, and mostly a header line. Inputs are [examples, columns], columns in the order of the
 * file. Labels that are whole numbers are class indices; others are names, numbered in their sorted order. The file is
 * read twice; its labels are held, and a row of the rest.
 */
public final class CsvTable implements Conversion {

    private static final int CHUNK_BYTES = 1 << 16;

    private final Path file;
    private final Options options;
    private final MemoryBound memory;
    private final CsvColumns columns;
    private final LabelNumbering labels;

    /**
     * @param label the label column: its name, or its position from 0, or from -1 backwards
     * @param leaveOut names of columns that are no inputs, such as an identifier
     * @param hasHeader whether the first line names the columns; without, they are called 0, 1, …
     * @param dtype F32, I64 or U8
     * @param scaling for U8: also store mean and scale; empty to give the network the bytes as they are
     * @param classes class names in the order of their indices; empty for those found, sorted
     */
    public record Options(
            String label,
            List<String> leaveOut,
            char delimiter,
            boolean hasHeader,
            DType dtype,
            Optional<PixelScaling> scaling,
            List<String> classes) {

        public Options {
            leaveOut = List.copyOf(leaveOut);
            classes = ClassNames.given(classes);
            if (dtype != DType.F32 && dtype != DType.I64 && dtype != DType.U8) {
                throw new RadinException(Reason.InvalidSpec, "CSV columns become F32, I64 or U8, not " + dtype + ".");
            }
            if (scaling.isPresent() && dtype != DType.U8) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        "--mean, --std and --scale are for bytes and the inputs become " + dtype
                                + "; add --dtype U8 if they are whole numbers from 0 to 255");
            }
        }
    }

    private CsvTable(Path file, Options options, MemoryBound memory, CsvColumns columns, LabelNumbering labels) {
        this.file = file;
        this.options = options;
        this.memory = memory;
        this.columns = columns;
        this.labels = labels;
    }

    /** Reads the file once, and checks every value. */
    public static CsvTable open(Path file, Options options, MemoryBound memory) {
        LabelNumbering labels = new LabelNumbering(options.classes(), memory);
        CsvColumns columns;
        try (CsvRows rows = new CsvRows(file, options.delimiter(), options.hasHeader(), memory)) {
            columns = CsvColumns.of(rows, options);
            ByteBuffer unused = ByteBuffer.allocate(
                    columns.inputs().size() * options.dtype().sizeBytes());
            while (rows.next()) {
                columns.encode(rows, unused.clear());
                labels.add(rows, columns.label());
            }
        }
        if (labels.count() == 0) {
            throw LocalFile.invalid(file, "has a header line but no rows.");
        }
        labels.finish(file);
        options.scaling()
                .ifPresent(scaling -> scaling.checkChannels(columns.inputs().size()));
        return new CsvTable(file, options, memory, columns, labels);
    }

    @Override
    public List<TensorInfo> tensors() {
        List<TensorInfo> tensors =
                new ArrayList<>(List.of(inputs(), labels.column().tensor()));
        options.scaling().ifPresent(scaling -> tensors.addAll(scaling.tensors("")));
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return ClassNames.metadata(labels.names());
    }

    @Override
    public void write(TensorSink sink) {
        int rowBytes = columns.inputs().size() * options.dtype().sizeBytes();
        ByteBuffer chunk = ByteBuffer.allocate(Math.max(CHUNK_BYTES, rowBytes)).order(ByteOrder.LITTLE_ENDIAN);
        try (CsvRows rows = new CsvRows(file, options.delimiter(), options.hasHeader(), memory)) {
            CsvColumns.of(rows, options);
            int count = 0;
            while (rows.next() && count < labels.count()) {
                if (chunk.remaining() < rowBytes) {
                    sink.write(inputs(), chunk.flip());
                    chunk.clear();
                }
                columns.encode(rows, chunk);
                count++;
            }
            if (count < labels.count() || rows.next()) {
                throw new RadinException(
                        Reason.InputChanged, LocalFile.uri(file) + ": changed while it was read. Run it again.");
            }
        }
        sink.write(inputs(), chunk.flip());
        labels.column().write(sink);
        options.scaling().ifPresent(scaling -> scaling.write(sink, ""));
    }

    @Override
    public String labels() {
        return labels.words();
    }

    @Override
    public Optional<PixelScaling> scaling(TensorInfo input) {
        return options.scaling();
    }

    @Override
    public List<String> notes() {
        return columns.notes();
    }

    @Override
    public void close() {
        // No file stays open.
    }

    private TensorInfo inputs() {
        return new TensorInfo("inputs", options.dtype(), List.of((long) labels.count(), (long)
                columns.inputs().size()));
    }
}
