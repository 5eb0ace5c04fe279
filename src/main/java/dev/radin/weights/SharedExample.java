package dev.radin.weights;

import dev.radin.fault.Reason;
import java.util.List;
import java.util.Optional;

/**
 * The example at which every model that was run gave no finite logits. Weights that diverge do so each in its own way, so it
 * is the example or the network that is at fault; but for the first example, where weights that are wrong altogether fail.
 *
 * @param dataset its URI
 */
record SharedExample(int models, int example, String dataset) {

    /** Empty when fewer than two models were run, or when they failed at different examples. */
    static Optional<SharedExample> of(List<FailedPass> failed) {
        List<FailedPass> run = failed.stream()
                .filter(pass -> pass.fault().reason() == Reason.NonFiniteLogits)
                .toList();
        List<Optional<SharedExample>> examples =
                run.stream().map(pass -> example(pass, run.size())).distinct().toList();
        return run.size() > 1 && examples.size() == 1 ? examples.get(0) : Optional.empty();
    }

    private static Optional<SharedExample> example(FailedPass pass, int models) {
        return Optional.ofNullable(pass.fault().example())
                .map(example -> new SharedExample(
                        models, example, pass.dataset().input().uri()));
    }

    String message() {
        String what = dataset + ": all " + models + " models that were run give NaN or infinity for example " + example
                + ", whose inputs are finite";
        return example == 0
                ? what
                        + ", and none was run further: the example, the network or the weights that were taken are at fault;"
                        + " check that inputs are scaled as in training, and which weights of the files were taken"
                : what
                        + ", and not before, so the example or the network is at fault rather than every model's weights;"
                        + " check the example, and that inputs are scaled as in training";
    }
}
