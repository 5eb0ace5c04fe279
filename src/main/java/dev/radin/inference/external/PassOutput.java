package dev.radin.inference.external;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.Logits;
import dev.radin.inference.LogitsSink;
import dev.radin.inference.NonFiniteLogits;
import dev.radin.location.Location;
import dev.radin.store.FileStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.FloatRows;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file that a program wrote for a pass: its header is checked when it is opened, its numbers while they are read. */
public final class PassOutput implements AutoCloseable {

    private static final String LOGITS = "logits";
    private static final String SCORES = "scores";
    private static final String LABELS = "labels";
    private static final int BLOCK_ELEMENTS = 1 << 16;

    private final SafetensorsFile file;
    private final String pass;
    private final String lastWords;
    private final String what;
    private final TensorInfo values;
    private final Optional<TensorInfo> labels;

    private PassOutput(SafetensorsFile file, String pass, String lastWords, boolean scores) {
        this.file = file;
        this.pass = pass;
        this.lastWords = lastWords;
        this.what = scores ? SCORES : LOGITS;
        this.values = tensor(what).orElseThrow(() -> fault(missing(scores ? LOGITS : SCORES)));
        if (values.dtype() != DType.F32 || values.shape().size() != (scores ? 1 : 2)) {
            throw fault("has " + what + " of " + values.type() + "; write F32 "
                    + (scores ? "[examples], one an example" : "[examples, classes]"));
        }
        if (values.shape().get(0) < 1
                || values.shape().get(0) > Integer.MAX_VALUE
                || !scores && (values.shape().get(1) < 2 || values.shape().get(1) > Integer.MAX_VALUE)) {
            throw fault("has " + what + " of " + values.type() + "; there is at least one example"
                    + (scores ? "" : ", and two classes"));
        }
        this.labels = scores ? Optional.empty() : tensor(LABELS);
        labels.ifPresent(given -> {
            if (given.dtype() != DType.I64
                    || !given.shape().equals(values.shape().subList(0, 1))) {
                throw fault("has labels of " + given.type() + "; write I64 [" + examples() + "], one an example");
            }
        });
    }

    /**
     * @param answer of the program that wrote it
     * @param examples of the dataset; 0 where nobody knows
     * @param scores whether it was asked for scores [examples] and not for logits [examples, classes]
     * @throws RadinException {@code InvalidInput} when it is not what a program writes
     */
    public static PassOutput open(
            PassRequest request, Program.Answer answer, long examples, boolean scores, Limits limits) {
        String pass = "the evaluator, in the pass of " + request.what() + ": ";
        SafetensorsFile file = safetensors(request.output(), pass, answer, limits);
        try {
            PassOutput output = new PassOutput(file, pass, answer.lastWords(), scores);
            output.requireExamples(answer.examples(), "the program answered that there are ");
            output.requireExamples(examples == 0 ? null : examples, "the dataset has ");
            return output;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static SafetensorsFile safetensors(Path path, String pass, Program.Answer answer, Limits limits) {
        try {
            return SafetensorsFile.open(new FileStore().open(Location.of(path)), limits, Reason.InvalidInput);
        } catch (RadinException e) {
            if (Files.notExists(path)) {
                throw new RadinException(
                        Reason.InvalidInput,
                        pass + "answered that it was done and wrote no output" + answer.lastWords(),
                        e);
            }
            // A folder is no file that was found.
            Reason reason = e.reason() == Reason.InputNotFound ? Reason.InvalidInput : e.reason();
            throw new RadinException(
                    reason, pass + "its output cannot be used, " + e.getMessage() + answer.lastWords(), e);
        }
    }

    private Optional<TensorInfo> tensor(String name) {
        return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst();
    }

    private String missing(String other) {
        return "has no tensor \"" + what + "\" but "
                + file.tensors().stream().map(TensorInfo::name).toList()
                + (tensor(other).isEmpty()
                        ? ""
                        : "; spec.evaluator.container.produces says which of the two it writes");
    }

    private void requireExamples(Long expected, String who) {
        if (expected != null && expected != examples()) {
            throw fault("has " + what + " of " + examples() + " examples, and " + who + expected);
        }
    }

    public int examples() {
        return Math.toIntExact(values.shape().get(0));
    }

    /** 1 of scores. */
    public int classes() {
        return values.shape().size() == 1 ? 1 : Math.toIntExact(values.shape().get(1));
    }

    /**
     * The class of each example, where the program says so.
     *
     * @throws RadinException {@code InvalidInput} for one that is no class
     */
    public Optional<int[]> labels() {
        return labels.map(given -> {
            int[] classes = new int[examples()];
            ByteBuffer block = ByteBuffer.allocate(BLOCK_ELEMENTS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int done = 0; done < classes.length; ) {
                int count = Math.min(BLOCK_ELEMENTS, classes.length - done);
                block.clear().limit(count * Long.BYTES);
                file.read(given, (long) done * Long.BYTES, block);
                LongBuffer values = block.flip().asLongBuffer();
                for (int i = 0; i < count; i++) {
                    long label = values.get();
                    if (label < 0 || label >= classes()) {
                        throw fault("has labels[" + (done + i) + "] " + label + ", and there are " + classes()
                                + " classes, 0 to " + (classes() - 1));
                    }
                    classes[done + i] = (int) label;
                }
                done += count;
            }
            return classes;
        });
    }

    /** @throws NonFiniteLogits at the first example that has them; the sink has a part of what is there then */
    public void copyTo(LogitsSink sink) {
        FloatRows rows = new FloatRows(file, values);
        int most = Math.max(1, BLOCK_ELEMENTS / classes());
        sink.begin(examples(), classes());
        for (int first = 0; first < examples(); first += most) {
            int count = Math.min(most, examples() - first);
            float[] block = new float[Math.multiplyExact(count, classes())];
            rows.read(first, count, block);
            requireFinite(block, first);
            sink.write(new Logits(count, classes(), block));
        }
    }

    private void requireFinite(float[] block, int first) {
        for (int i = 0; i < block.length; i++) {
            if (!Float.isFinite(block[i])) {
                int example = first + i / classes();
                throw new NonFiniteLogits(
                        example,
                        pass + "the " + what + " of example " + example + " are "
                                + (Float.isNaN(block[i]) ? "NaN" : "infinite")
                                + ". The model's weights have probably diverged in training, if other models give numbers"
                                + " for it.");
            }
        }
    }

    private RadinException fault(String how) {
        return new RadinException(Reason.InvalidInput, pass + "its output " + how + lastWords);
    }

    @Override
    public void close() {
        file.close();
    }
}
