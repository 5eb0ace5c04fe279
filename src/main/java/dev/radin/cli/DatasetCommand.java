package dev.radin.cli;

import dev.radin.dataset.convert.Conversion;
import dev.radin.dataset.convert.CsvTable;
import dev.radin.dataset.convert.DatasetPublication;
import dev.radin.dataset.convert.ImageFolder;
import dev.radin.dataset.convert.NumpyArrays;
import dev.radin.dataset.convert.PixelScaling;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Stores;
import dev.radin.tensor.DType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a dataset for validation or test: a safetensors file with inputs and labels.",
            "",
            "  radin dataset images --to val.safetensors photos/     one sub-folder a class",
            "  radin dataset csv --to val.safetensors --label y table.csv",
            "  radin dataset npz --to val.safetensors arrays.npz",
            ""
        },
        synopsisSubcommandLabel = "KIND")
final class DatasetCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private int publish(CommandSpec command, Conversion conversion, String to) {
        URI target = Arguments.uri(to);
        return ShutdownGuard.guard(ShutdownGuard.NOTHING_WRITTEN, interruption -> {
            try (conversion) {
                DatasetPublication.publish(conversion, Stores.local(), target);
            }
            command.commandLine().getOut().println(target);
            return 0;
        });
    }

    @Command(
            name = "images",
            mixinStandardHelpOptions = true,
            description = "From a folder with one sub-folder a class.")
    int images(
            @Option(names = "--to", required = true, paramLabel = "FILE", description = "The dataset to write.")
                    String to,
            @Option(
                            names = "--size",
                            defaultValue = "224",
                            paramLabel = "N",
                            description = "Side of the square that is cut from the centre (default: ${DEFAULT-VALUE}).")
                    int size,
            @Option(
                            names = "--resize",
                            paramLabel = "N",
                            description = "Length of the shorter side before that (default: 8/7 of the size, as 256 for"
                                    + " 224).")
                    Integer resize,
            @Option(names = "--grey", description = "One channel instead of three.") boolean grey,
            @Option(
                            names = "--mean",
                            split = ",",
                            paramLabel = "M",
                            description = "Subtracted from the pixels divided by 255, one a channel, e.g."
                                    + " 0.485,0.456,0.406.")
                    List<Float> mean,
            @Option(
                            names = "--std",
                            split = ",",
                            paramLabel = "S",
                            description = "Divides them then, one a channel, e.g. 0.229,0.224,0.225.")
                    List<Float> std,
            @Option(
                            names = "--classes",
                            split = ",",
                            paramLabel = "NAME",
                            description =
                                    "The classes in the order of their indices (default: the sub-folders, sorted).")
                    List<String> classes,
            @Parameters(paramLabel = "FOLDER", description = "The images.") Path folder) {
        return publish(
                spec.subcommands().get("images").getCommandSpec(),
                ImageFolder.open(
                        folder,
                        new ImageFolder.Options(
                                resize == null ? size * 8 / 7 : resize,
                                size,
                                grey,
                                scaling(mean, std),
                                orEmpty(classes))),
                to);
    }

    @Command(name = "csv", mixinStandardHelpOptions = true, description = "From a table with a column of labels.")
    int csv(
            @Option(names = "--to", required = true, paramLabel = "FILE", description = "The dataset to write.")
                    String to,
            @Option(
                            names = "--label",
                            defaultValue = "-1",
                            paramLabel = "COLUMN",
                            description = "Name of the column with the labels, or its position from 0 (default: the"
                                    + " last).")
                    String label,
            @Option(
                            names = "--leave-out",
                            split = ",",
                            paramLabel = "COLUMN",
                            description = "Columns that are no input.")
                    List<String> leaveOut,
            @Option(
                            names = "--delimiter",
                            converter = Delimiter.class,
                            defaultValue = ",",
                            paramLabel = "C",
                            description = "Between columns (default: ${DEFAULT-VALUE}).")
                    char delimiter,
            @Option(
                            names = "--dtype",
                            defaultValue = "F32",
                            paramLabel = "DTYPE",
                            description = "Of the inputs: F32, I64 or U8 (default: ${DEFAULT-VALUE}).")
                    DType dtype,
            @Option(
                            names = "--classes",
                            split = ",",
                            paramLabel = "NAME",
                            description = "The classes in the order of their indices (default: sorted).")
                    List<String> classes,
            @Parameters(paramLabel = "TABLE", description = "The CSV file, with a header.") Path table) {
        return publish(
                spec.subcommands().get("csv").getCommandSpec(),
                CsvTable.open(
                        table,
                        new CsvTable.Options(label, orEmpty(leaveOut), delimiter, dtype, null, orEmpty(classes))),
                to);
    }

    @Command(name = "npz", mixinStandardHelpOptions = true, description = "From arrays that numpy.savez has written.")
    int npz(
            @Option(names = "--to", required = true, paramLabel = "FILE", description = "The dataset to write.")
                    String to,
            @Option(
                            names = "--inputs",
                            split = ",",
                            paramLabel = "NAME",
                            description = "The arrays that the network takes, in order (default: inputs or x).")
                    List<String> inputs,
            @Option(
                            names = "--labels",
                            defaultValue = "",
                            paramLabel = "NAME",
                            description = "The array with the labels (default: labels or y).")
                    String labels,
            @Parameters(paramLabel = "FILE", description = "The NPZ file.") Path file) {
        return publish(
                spec.subcommands().get("npz").getCommandSpec(),
                NumpyArrays.openNpz(file, orEmpty(inputs), labels, null),
                to);
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

    private static PixelScaling scaling(List<Float> mean, List<Float> std) {
        if (mean == null && std == null) {
            return PixelScaling.UNIT;
        }
        if (mean == null || std == null || mean.size() != std.size()) {
            throw new RadinException(
                    Reason.InvalidSpec, "--mean and --std come together, with one number a channel each");
        }
        return new PixelScaling(mean, std);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
