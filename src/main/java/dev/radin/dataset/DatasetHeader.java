package dev.radin.dataset;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.FileError;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which tensors of a file are what, checked against each other; no data have been read.
 *
 * @param isOrdered whether the order of the inputs is one that somebody gave
 * @param labels null where only the inputs are asked for
 */
record DatasetHeader(List<StoredInput> inputs, boolean isOrdered, int examples, TensorInfo labels) {

    private static final Pattern KNOWN =
            Pattern.compile("labels|(inputs|mean|scale)(\\.(0|[1-9][0-9]{0,2}|" + Input.ARGUMENT + "))?");
    private static final Set<DType> INPUT_DTYPES =
            Set.of(DType.U8, DType.F16, DType.BF16, DType.F32, DType.I32, DType.I64);

    /** An input and, for U8, the tensors that normalise it. */
    record StoredInput(TensorInfo tensor, Optional<TensorInfo> mean, Optional<TensorInfo> scale) {}

    static DatasetHeader of(TensorSource source) {
        return new Reading(source).header(true);
    }

    /** Of a file that may have no labels; those that it has are passed over. */
    static DatasetHeader ofInputs(TensorSource source) {
        return new Reading(source).header(false);
    }

    private static final class Reading {
        private final FileError refusal;
        private final Map<String, TensorInfo> unused = new TreeMap<>();
        private final List<String> order;

        Reading(TensorSource source) {
            this.refusal = new FileError(Reason.InvalidInput, source.uri());
            this.order = InputOrder.of(source.metadata());
            source.tensors().forEach(tensor -> unused.put(tensor.name(), tensor));
        }

        DatasetHeader header(boolean labelled) {
            Optional<String> unknown = unused.keySet().stream()
                    .filter(name -> !KNOWN.matcher(name).matches())
                    .findFirst();
            if (unknown.isPresent()) {
                throw refusal.because(
                        "the tensor \"" + unknown.get() + "\" means nothing in a dataset",
                        "Known are inputs, or inputs.0, inputs.1, …, or inputs.<argument>; labels; mean and scale, or"
                                + " mean.0, scale.0, …");
            }
            TensorInfo labels = unused.remove("labels");
            if (labelled && labels == null) {
                throw missing("labels");
            }
            List<String> names = names();
            boolean isOrdered = names.size() < 2 || order.size() == names.size() && order.containsAll(names);
            List<StoredInput> inputs = names.isEmpty()
                    ? inputs()
                    : (isOrdered ? order : names)
                            .stream().map(name -> input("." + name)).toList();
            if (!unused.isEmpty()) {
                throw refusal.because(
                        "the tensor \"" + unused.keySet().iterator().next() + "\" belongs to no input",
                        "Inputs are either inputs, with mean and scale, or inputs.0, inputs.1, … without a gap,"
                                + " with mean.0, scale.0, …, or each is called as an argument of the network is");
            }
            int examples = examples(labelled ? labels : inputs.get(0).tensor());
            inputs.forEach(input -> checkExamples(input.tensor(), examples, labelled));
            return new DatasetHeader(inputs, isOrdered, examples, labelled ? labels : null);
        }

        /** Those of inputs that have one, unless others have none: what remains is said to belong to no input. */
        private List<String> names() {
            if (unused.containsKey("inputs") || unused.containsKey("inputs.0")) {
                return List.of();
            }
            return unused.keySet().stream()
                    .filter(name -> name.matches("inputs\\." + Input.ARGUMENT))
                    .map(Input::argument)
                    .toList();
        }

        private List<StoredInput> inputs() {
            if (unused.containsKey("inputs")) {
                return List.of(input(""));
            }
            List<StoredInput> inputs = new ArrayList<>();
            while (unused.containsKey("inputs." + inputs.size())) {
                inputs.add(input("." + inputs.size()));
            }
            if (inputs.isEmpty()) {
                throw missing("inputs");
            }
            return inputs;
        }

        private StoredInput input(String suffix) {
            TensorInfo tensor = unused.remove("inputs" + suffix);
            if (!INPUT_DTYPES.contains(tensor.dtype())) {
                throw refusal.because(
                        tensor.name() + " is " + tensor.type(), "Inputs are U8, F16, BF16, F32, I32 or I64");
            }
            return new StoredInput(tensor, normaliser(tensor, "mean" + suffix), normaliser(tensor, "scale" + suffix));
        }

        private Optional<TensorInfo> normaliser(TensorInfo input, String name) {
            Optional<TensorInfo> found = Optional.ofNullable(unused.remove(name));
            found.ifPresent(tensor -> {
                if (input.dtype() != DType.U8) {
                    throw refusal.because(
                            name + " is for U8 inputs but " + input.name() + " is " + input.dtype(),
                            "Leave it out and store normalised inputs");
                }
                if (tensor.dtype() != DType.F32) {
                    throw refusal.because(name + " is " + tensor.type(), "Store it as F32");
                }
            });
            return found;
        }

        /** @param counted whose rows are the examples: the labels, or the first input where there are none */
        private int examples(TensorInfo counted) {
            if (counted.shape().isEmpty()) {
                throw scalar(counted);
            }
            long examples = counted.shape().get(0);
            if (examples == 0 || examples > Integer.MAX_VALUE) {
                throw refusal.because("it has " + examples + " examples", "From 1 to 2147483647 are supported");
            }
            return (int) examples;
        }

        private void checkExamples(TensorInfo input, int examples, boolean labelled) {
            if (input.shape().isEmpty()) {
                throw scalar(input);
            }
            if (input.shape().get(0) != examples) {
                throw refusal.because(
                        input.name() + " has " + input.shape().get(0) + " examples and "
                                + (labelled ? "labels" : "the first input") + " has " + examples,
                        "All have one row an example");
            }
            if (input.elements() == 0) {
                throw refusal.because(input.name() + " is " + input.type() + ", without data", "Store some");
            }
        }

        private RadinException scalar(TensorInfo tensor) {
            return refusal.because(tensor.name() + " is a scalar", "Its first dimension counts the examples");
        }

        private RadinException missing(String name) {
            return refusal.because(
                    "it has no tensor \"" + name + "\"" + (unused.isEmpty() ? "" : " but " + unused.keySet()),
                    "A dataset has inputs and labels; \"radin dataset\" makes one from images, CSV or NumPy files");
        }
    }
}
