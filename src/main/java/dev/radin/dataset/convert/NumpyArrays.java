package dev.radin.dataset.convert;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arrays saved by NumPy, in one .npz archive or in .npy files: u1, i4, i8, f2, f4 or f8. An f8
 * becomes F32. Labels are integers [examples], or floats [examples, classes]. Elements are streamed.
 */
public final class NumpyArrays implements Conversion {

    private static final List<String> INPUT_NAMES = List.of("inputs", "x", "X", "images", "data");
    private static final List<String> LABEL_NAMES = List.of("labels", "y", "Y", "label", "targets");

    private final List<NpyColumn> columns;
    private final List<PixelTensors> scalings;
    private final AutoCloseable opened;

    /** Mean and scale for one input. */
    private record PixelTensors(PixelScaling scaling, String suffix) {}

    private NumpyArrays(List<NpyArray> inputs, NpyArray labels, PixelScaling scaling, AutoCloseable opened) {
        this.opened = opened;
        this.columns = new ArrayList<>();
        this.scalings = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String suffix = inputs.size() == 1 ? "" : "." + i;
            NpyColumn column = NpyColumn.inputs("inputs" + suffix, inputs.get(i));
            columns.add(column);
            List<Long> shape = column.tensor().shape();
            if (scaling != null && column.tensor().dtype() == DType.U8) {
                scaling.checkChannels(shape.size() > 1 ? shape.get(1) : 1);
                scalings.add(new PixelTensors(scaling, suffix));
            }
        }
        columns.add(NpyColumn.labels(labels));
        for (NpyArray input : inputs) {
            if (!input.shape().get(0).equals(labels.shape().get(0))) {
                throw input.invalid("has " + input.shape().get(0) + " examples but there are "
                        + labels.shape().get(0) + " labels");
            }
        }
    }

    /**
     * Arrays of one archive.
     *
     * @param inputs the inputs' names in the order of the network's arguments; empty for the one called inputs, x, …
     * @param labels the labels' name; empty for labels, y, …
     * @param scaling mean and scale for inputs of bytes; null to give the network the bytes as they are
     */
    public static NumpyArrays openNpz(Path file, List<String> inputs, String labels, PixelScaling scaling) {
        NpzArchive archive = NpzArchive.open(file);
        try {
            List<NpyArray> inputArrays = inputs.isEmpty()
                    ? List.of(archive.firstOf(INPUT_NAMES, "inputs"))
                    : inputs.stream().map(archive::array).toList();
            NpyArray labelArray = labels.isEmpty() ? archive.firstOf(LABEL_NAMES, "labels") : archive.array(labels);
            return new NumpyArrays(inputArrays, labelArray, scaling, archive);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    /** One array a file; otherwise as {@link #openNpz}. */
    public static NumpyArrays openNpy(List<Path> inputs, Path labels, PixelScaling scaling) {
        return new NumpyArrays(inputs.stream().map(NumpyArrays::npy).toList(), npy(labels), scaling, () -> {});
    }

    @Override
    public List<TensorInfo> tensors() {
        List<TensorInfo> tensors =
                new ArrayList<>(columns.stream().map(NpyColumn::tensor).toList());
        for (PixelTensors s : scalings) {
            tensors.add(s.scaling().meanTensor(s.suffix()));
            tensors.add(s.scaling().scaleTensor(s.suffix()));
        }
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void write(TensorSink sink) {
        columns.forEach(column -> column.write(sink));
        for (PixelTensors s : scalings) {
            sink.write(s.scaling().meanTensor(s.suffix()), s.scaling().meanBytes());
            sink.write(s.scaling().scaleTensor(s.suffix()), s.scaling().scaleBytes());
        }
    }

    @Override
    public void close() {
        try {
            opened.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static NpyArray npy(Path file) {
        return NpyArray.open(file, file.getFileName().toString(), () -> Files.newInputStream(file));
    }
}
