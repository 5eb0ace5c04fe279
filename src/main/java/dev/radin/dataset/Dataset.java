package dev.radin.dataset;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.Labels;
import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.util.List;
import java.util.Map;

/**
 * Labelled examples in a safetensors file. Its tensors:
 *
 * <ul>
 *   <li>{@code inputs} [examples, …], or {@code inputs.0}, {@code inputs.1}, … for a network with several inputs, in
 *       the order of its arguments. I32 and I64 reach the network as they are, F32, F16 and BF16 as F32, and U8 as F32
 *       after {@code (inputs - mean) * scale}, each operation rounded to F32.
 *   <li>{@code labels}: class indices, I64 or I32 [examples], or probabilities, F32 [examples, classes].
 *   <li>{@code mean} and {@code scale}, F32, optional, for U8 only ({@code mean.0}, … with {@code inputs.0}, …): a scalar
 *       [] or [1], or [channels] where channels is the first dimension of an example, or the shape of a whole example.
 * </ul>
 *
 * <p>Labels are held in memory, inputs are read in batches. Whatever is wrong is an {@code InvalidInput} that names the
 * file, the tensor and the example; examples are counted from 0, as tensors are indexed.
 */
public final class Dataset implements AutoCloseable {

    private final SafetensorsFile file;
    private final List<InputColumn> columns;
    private final Labels labels;

    private Dataset(SafetensorsFile file, List<InputColumn> columns, Labels labels) {
        this.file = file;
        this.columns = columns;
        this.labels = labels;
    }

    /**
     * Checks the header, reads the labels, and takes over the blob.
     *
     * @throws RadinException {@code InvalidInput}
     */
    public static Dataset open(Blob blob, Limits limits) {
        SafetensorsFile file = SafetensorsFile.open(blob, limits, Reason.InvalidInput);
        try {
            DatasetHeader header = DatasetHeader.of(file);
            Labels labels = new LabelReader(file, limits).read(header.labels());
            List<InputColumn> columns = header.inputs().stream()
                    .map(input -> new InputColumn(input.tensor(), Normalization.read(file, input)))
                    .toList();
            return new Dataset(file, columns, labels);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    public String uri() {
        return file.uri();
    }

    /** At least one. */
    public int examples() {
        return labels.examples();
    }

    /** What the network is given, in the order of its arguments. */
    public List<Input> inputs() {
        return columns.stream().map(InputColumn::input).toList();
    }

    public Labels labels() {
        return labels;
    }

    /** Free text of the file; a converter leaves the class names here. */
    public Map<String, String> metadata() {
        return file.metadata();
    }

    /** The bytes of one example as the network is given it, all inputs together. */
    public long exampleBytes() {
        return inputs().stream().mapToLong(Input::exampleBytes).sum();
    }

    /** Compares the labels with the number of classes that a network told. */
    public void checkLabels(int classes) {
        FileError refusal = new FileError(Reason.InvalidInput, uri());
        String advice = "Check that this dataset and the architecture belong together";
        if (labels instanceof Labels.Soft soft && soft.classes() != classes) {
            throw refusal.because(
                    "labels are distributions over " + soft.classes() + " classes but the network has " + classes,
                    advice);
        }
        if (labels instanceof Labels.Hard hard) {
            for (int example = 0; example < hard.examples(); example++) {
                if (hard.label(example) >= classes) {
                    throw refusal.because(
                            "labels[" + example + "] is " + hard.label(example) + " but the network has " + classes
                                    + " classes, 0 to " + (classes - 1),
                            advice);
                }
            }
        }
    }

    /** Reads batches of at most {@code capacity} examples into buffers of its own, for one thread. */
    public BatchReader reader(int capacity) {
        return new BatchReader(file, columns, examples(), capacity);
    }

    @Override
    public void close() {
        file.close();
    }
}
