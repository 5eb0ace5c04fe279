package dev.radin.cli;

import dev.radin.dataset.convert.NumpyArrays;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "npz",
        mixinStandardHelpOptions = true,
        description = {
            "From arrays that numpy.savez has written.",
            "",
            "  radin dataset npz --to val.safetensors --inputs input_ids,attention_mask arrays.npz",
            "",
            "Options:"
        })
final class DatasetNpzCommand implements Callable<Integer> {

    @Mixin
    private DatasetOutput output;

    @Option(
            names = "--inputs",
            split = ",",
            paramLabel = "NAME",
            description = "The arrays that the network takes; several go to its arguments of the same names, or else in"
                    + " this order (default: inputs or x).")
    private List<String> inputs = List.of();

    @Option(
            names = "--labels",
            defaultValue = "",
            paramLabel = "NAME",
            description = "The array with the labels (default: labels or y).")
    private String labels;

    @Option(
            names = "--channels-last",
            description =
                    "Pictures are [examples, height, width, channels]; the network gets [examples, channels, height,"
                            + " width].")
    private boolean channelsLast;

    @Mixin
    private PixelOptions pixels;

    @Parameters(paramLabel = "FILE", description = "The NPZ file.")
    private Path file;

    @Override
    public Integer call() {
        return output.write(memory -> NumpyArrays.open(
                file, new NumpyArrays.Options(inputs, labels, channelsLast, pixels.scaling()), memory));
    }
}
