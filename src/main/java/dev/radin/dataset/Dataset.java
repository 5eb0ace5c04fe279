package dev.radin.dataset;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.LabelCheck;
import dev.radin.soup.Labels;
import dev.radin.store.Blob;
import dev.radin.tensor.DType;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labelled examples in a safetensors file. Its tensors:
 *
 * <ul>
 *   <li>{@code inputs} [examples, …]; for a network with several inputs {@code inputs.0}, {@code inputs.1}, … in the
 *       order of its arguments, or {@code inputs.<argument>} for each. I32 and I64 reach the network as they are, F32, F16 and BF16 as F32, and U8 as F32
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

    /** What is a dataset once it has been converted, by the name of the command that does. */
    private static final Pattern CONVERTED = Pattern.compile("(?i)[.](csv|npz)$");

    private final SafetensorsFile file;
    private final List<InputColumn> columns;
    private final boolean isOrdered;
    private final int examples;
    /** Null where the dataset was opened without. */
    private final Labels labels;

    private Dataset(SafetensorsFile file, List<InputColumn> columns, boolean isOrdered, int examples, Labels labels) {
        this.file = file;
        this.columns = columns;
        this.isOrdered = isOrdered;
        this.examples = examples;
        this.labels = labels;
    }

    /**
     * Checks the header, reads the labels, and takes over the blob.
     *
     * @throws RadinException {@code InvalidInput}
     */
    public static Dataset open(Blob blob, Limits limits) {
        return open(blob, limits, true);
    }

    /** As {@link #open}, for the inputs alone: labels may be missing, and are passed over where they are not. */
    public static Dataset openInputs(Blob blob, Limits limits) {
        return open(blob, limits, false);
    }

    private static Dataset open(Blob blob, Limits limits, boolean labelled) {
        SafetensorsFile file = file(blob, limits);
        try {
            DatasetHeader header = labelled ? DatasetHeader.of(file) : DatasetHeader.ofInputs(file);
            Labels labels = labelled ? new LabelReader(file, limits).read(header.labels()) : null;
            List<InputColumn> columns = header.inputs().stream()
                    .map(input -> new InputColumn(input.tensor(), Normalization.read(file, input)))
                    .toList();
            return new Dataset(file, columns, header.isOrdered(), header.examples(), labels);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static SafetensorsFile file(Blob blob, Limits limits) {
        try {
            return SafetensorsFile.open(blob, limits, Reason.InvalidInput);
        } catch (RadinException e) {
            Matcher table = CONVERTED.matcher(blob.uri());
            if (e.reason() == Reason.InvalidInput && table.find()) {
                throw new FileError(Reason.InvalidInput, blob.uri())
                        .because(
                                "it is no safetensors file",
                                "\"radin dataset " + table.group(1).toLowerCase(Locale.ROOT) + "\" makes one of it");
            }
            throw e;
        }
    }

    public String uri() {
        return file.uri();
    }

    /** At least one. */
    public int examples() {
        return examples;
    }

    /** Which input is which argument of a network. */
    public InputBinding binding() {
        return new InputBinding(
                uri(),
                inputs().stream().map(input -> Input.argument(input.name())).toList(),
                isOrdered);
    }

    /**
     * The same examples with inputs in the order of a network's arguments; close one of the two.
     *
     * @param indices of inputs, as {@link #binding} gives them
     */
    public Dataset inOrder(List<Integer> indices) {
        return new Dataset(file, indices.stream().map(columns::get).toList(), true, examples, labels);
    }

    /** What the network is given. */
    public List<Input> inputs() {
        return columns.stream().map(InputColumn::input).toList();
    }

    /** Of one that was opened with them. */
    public Labels labels() {
        return labels;
    }

    /** Free text of the file; a converter leaves the class names here. */
    public Map<String, String> metadata() {
        return file.metadata();
    }

    /**
     * Looks at what the network is given for one example.
     *
     * @return the first input that holds NaN or infinity, with what it holds; empty when all are finite
     */
    public Optional<String> nonFiniteInput(int example) {
        Batch batch = reader(1).read(example, 1);
        for (int i = 0; i < batch.inputs().size(); i++) {
            if (batch.inputs().get(i).dtype() == DType.F32) {
                FloatBuffer values = batch.data().get(i).asFloatBuffer();
                while (values.hasRemaining()) {
                    float value = values.get();
                    if (!Float.isFinite(value)) {
                        return Optional.of(batch.inputs().get(i).name() + "[" + example + "] holds "
                                + (Float.isNaN(value) ? "NaN" : "infinity"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the other holds the same inputs and labels in the same order, under whatever name. */
    public boolean hasTheExamplesOf(Dataset other) {
        return SameExamples.labels(labels, other.labels)
                && SameExamples.inputs(
                        file,
                        columns.stream().map(InputColumn::tensor).toList(),
                        other.file,
                        other.columns.stream().map(InputColumn::tensor).toList());
    }

    /** The bytes of one example as the network is given it, all inputs together. */
    public long exampleBytes() {
        return inputs().stream().mapToLong(Input::exampleBytes).sum();
    }

    /** Compares the labels with the number of classes that a network told. */
    public void checkLabels(int classes) {
        int named = ClassNames.count(metadata());
        if (named > 0 && named != classes) {
            throw new FileError(Reason.InvalidInput, uri())
                    .because(
                            "it names " + named + " classes but the network has " + classes
                                    + ", so labels may have other classes' numbers",
                            "Make the dataset again with --classes, which names all " + classes
                                    + " in the order of the network's outputs");
        }
        LabelCheck.requireClasses(labels, classes, uri());
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
