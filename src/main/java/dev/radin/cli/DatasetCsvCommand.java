package dev.radin.cli;

import dev.radin.dataset.convert.CsvTable;
import dev.radin.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "csv",
        mixinStandardHelpOptions = true,
        description = {
            "From a table with a column of labels.",
            "",
            "  radin dataset csv --to val.safetensors --label y table.csv",
            "",
            "Options:"
        })
final class DatasetCsvCommand implements Callable<Integer> {

    @Mixin
    private DatasetOutput output;

    @Option(
            names = "--label",
            defaultValue = "-1",
            paramLabel = "COLUMN",
            description = "Name of the column with the labels, or its position from 0 (default: the last).")
    private String label;

    @Option(names = "--leave-out", split = ",", paramLabel = "COLUMN", description = "Columns that are no input.")
    private List<String> leaveOut = List.of();

    @Option(
            names = "--delimiter",
            converter = Delimiter.class,
            defaultValue = ",",
            paramLabel = "C",
            description = "Between columns (default: ${DEFAULT-VALUE}).")
    private char delimiter;

    @Option(
            names = "--no-header",
            description = "The first line is a row; columns are called 0, 1, … in --label and --leave-out.")
    private boolean noHeader;

    @Option(
            names = "--dtype",
            defaultValue = "F32",
            paramLabel = "DTYPE",
            description = "Of the inputs: F32, I64 or U8 (default: ${DEFAULT-VALUE}).")
    private DType dtype;

    @Mixin
    private PixelOptions pixels;

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "NAME",
            description = "The classes in the order of their indices (default: sorted).")
    private List<String> classes = List.of();

    @Parameters(paramLabel = "TABLE", description = "The CSV file, with a header unless --no-header is given.")
    private Path table;

    @Override
    public Integer call() {
        return output.write(memory -> CsvTable.open(
                table,
                new CsvTable.Options(label, leaveOut, delimiter, !noHeader, dtype, pixels.scaling(), classes),
                memory));
    }

    /** A tab can also be written as {@code \\t}, which most shells hand over as two characters. */
    static final class Delimiter implements ITypeConverter<Character> {

        @Override
        public Character convert(String text) {
            if (text.equals("\\t")) {
                return '\t';
            }
            if (text.length() != 1) {
                throw new TypeConversionException("'" + text + "' is not a single character, nor \\t for a tab");
            }
            return text.charAt(0);
        }
    }
}
