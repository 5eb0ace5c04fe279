package dev.radin.dataset.convert;

import dev.radin.dataset.Input;
import dev.radin.dataset.InputOrder;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Arrays saved by NumPy in one .npz archive: u1, i4, i8, f2, f4 or f8. An f8 becomes F32. Labels are integers
 * [examples], or floats [examples, classes]. Elements are streamed.
 */
public final class NumpyArrays implements Conversion {

    private static final List<String> INPUT_NAMES = List.of("inputs", "x", "X", "images", "data");
    private static final List<String> LABEL_NAMES = List.of("labels", "y", "Y", "label", "targets");

    private final List<NpyColumn> columns = new ArrayList<>();
    private final List<PixelTensors> scalings = new ArrayList<>();
    private final MemoryBound memory;
    private final NpzArchive archive;
    private final List<String> names;
    /** Whether the arrays' names are kept, so that they find the network's arguments of these names. */
    private final boolean named;

    /**
     * @param inputs the inputs' names in the order of the network's arguments; empty for the one called inputs, x, …
     * @param labels the labels' name; empty for labels, y, …
     * @param channelsLast inputs of four dimensions or more are [examples, …, channels], and are turned
     * @param scaling mean and scale for inputs of bytes; empty to give the network the bytes as they are
     */
    public record Options(List<String> inputs, String labels, boolean channelsLast, Optional<PixelScaling> scaling) {

        public Options {
            inputs = List.copyOf(inputs);
        }
    }

    /** Mean and scale for one input. */
    private record PixelTensors(PixelScaling scaling, String suffix) {}

    private NumpyArrays(
            List<NpyArray> inputs, NpyArray labels, Options options, MemoryBound memory, NpzArchive archive) {
        this.memory = memory;
        this.archive = archive;
        this.named = inputs.size() > 1
                && Set.copyOf(options.inputs()).size() == inputs.size()
                && options.inputs().stream().allMatch(Input::isArgument);
        this.names = options.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            addInput(inputs.get(i), inputs.size() == 1 ? "" : "." + (named ? names.get(i) : i), options);
        }
        if (options.channelsLast() && inputs.stream().noneMatch(NpyColumn::isPicture)) {
            throw inputs.get(0)
                    .invalid("has the shape " + inputs.get(0).shape()
                            + ". With --channels-last pictures are [examples, height, width, channels]");
        }
        if (options.scaling().isPresent() && scalings.isEmpty()) {
            throw inputs.get(0)
                    .invalid("has elements of type "
                            + inputs.get(0).element().name().toLowerCase(Locale.ROOT)
                            + ", and --mean, --std and --scale are for bytes, u1. Save (x - mean) / std of it");
        }
        columns.add(NpyColumn.labels(labels));
        for (NpyArray input : inputs) {
            if (!input.shape().get(0).equals(labels.shape().get(0))) {
                throw input.invalid("has " + input.shape().get(0) + " examples but there are "
                        + labels.shape().get(0) + " labels");
            }
        }
    }

    private void addInput(NpyArray input, String suffix, Options options) {
        NpyColumn column = NpyColumn.inputs("inputs" + suffix, input, options.channelsLast());
        columns.add(column);
        if (column.tensor().dtype() == DType.U8) {
            options.scaling().ifPresent(scaling -> {
                failOnForgottenChannels(input, scaling, options);
                scaling.checkChannels(column.tensor().shape().get(1));
                scalings.add(new PixelTensors(scaling, suffix));
            });
        }
    }

    private static void failOnForgottenChannels(NpyArray input, PixelScaling scaling, Options options) {
        List<Long> shape = input.shape();
        if (NpyColumn.isPicture(input)
                && !options.channelsLast()
                && !scaling.fits(shape.get(1))
                && scaling.fits(shape.get(shape.size() - 1))) {
            throw input.invalid("has the shape " + shape + ", whose last dimension is as long as --mean and --std."
                    + " Add --channels-last if it counts the channels");
        }
    }

    /** Arrays of one archive. */
    public static NumpyArrays open(Path file, Options options, MemoryBound memory) {
        NpzArchive archive = NpzArchive.open(file);
        try {
            List<NpyArray> inputs = options.inputs().isEmpty()
                    ? List.of(archive.firstOf(INPUT_NAMES, "inputs"))
                    : options.inputs().stream().map(archive::array).toList();
            NpyArray labels = options.labels().isEmpty()
                    ? archive.firstOf(LABEL_NAMES, "labels")
                    : archive.array(options.labels());
            return new NumpyArrays(inputs, labels, options, memory, archive);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    @Override
    public List<TensorInfo> tensors() {
        return Stream.concat(
                        columns.stream().map(NpyColumn::tensor),
                        scalings.stream().flatMap(s -> s.scaling().tensors(s.suffix()).stream()))
                .toList();
    }

    @Override
    public Map<String, String> metadata() {
        return named ? InputOrder.metadata(names) : Map.of();
    }

    @Override
    public void write(TensorSink sink) {
        columns.forEach(column -> column.write(sink, memory));
        scalings.forEach(s -> s.scaling().write(sink, s.suffix()));
    }

    @Override
    public String labels() {
        return columns.get(columns.size() - 1).words();
    }

    @Override
    public Optional<PixelScaling> scaling(TensorInfo input) {
        return scalings.stream()
                .filter(s -> input.name().equals("inputs" + s.suffix()))
                .map(PixelTensors::scaling)
                .findFirst();
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public void close() {
        archive.close();
    }
}
