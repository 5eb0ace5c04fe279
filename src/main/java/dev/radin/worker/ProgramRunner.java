package dev.radin.worker;

import dev.radin.cache.DatasetLabels;
import dev.radin.cache.PassWriter;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.external.PassOutput;
import dev.radin.inference.external.PassRequest;
import dev.radin.inference.external.Program;
import dev.radin.protocol.Inspection;
import dev.radin.soup.LabelCheck;
import dev.radin.soup.Labels;
import dev.radin.tensor.TensorSource;
import dev.radin.weights.SoupWeights;
import dev.radin.weights.WeightsFolder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Has a program of the user's run models, which it finds as files. */
final class ProgramRunner implements ModelRunner {

    private final StageContext context;
    private final SoupWeights averages;
    private final DatasetFiles datasets;
    private final Map<String, Labels> labels = new HashMap<>();

    ProgramRunner(StageContext context, SoupWeights averages) {
        this.context = context;
        this.averages = averages;
        this.datasets = new DatasetFiles(context.workspace());
    }

    @Override
    public Loaded load(PassMaker.Order order, TensorSource weights) {
        return new LoadedFiles(order.what(), averages.folder(order.mixture(), weights));
    }

    @Override
    public void close() {
        datasets.close();
    }

    private final class LoadedFiles implements Loaded {

        private final String what;
        private final WeightsFolder weights;

        LoadedFiles(String what, WeightsFolder weights) {
            this.what = what;
            this.weights = weights;
        }

        @Override
        public void run(Inspection.Dataset dataset, PassWriter logits, Runnable confirm) {
            String pass = what + " on " + dataset.name();
            context.progress().passStarted(pass, dataset.examples());
            PassRequest request = new PassRequest(
                    pass,
                    weights.path(),
                    datasets.of(dataset),
                    weights.newOutput(),
                    context.workspace().settings().device(),
                    context.workspace().selection().inference().batchSize());
            Program.Answer answer = context.program().run(request, context.progress()::examplesDone);
            try (PassOutput output = PassOutput.open(
                    request,
                    answer,
                    dataset.examples(),
                    context.workspace().selection().evaluator().givesScores(),
                    context.workspace().settings().limits())) {
                output.copyTo(logits);
                if (context.workspace().selection().evaluator().givesScores()) {
                    checkCount(dataset, pass, output, answer, confirm);
                } else {
                    checkLabels(dataset, pass, output, confirm);
                }
            } finally {
                weights.removeOutput();
            }
        }

        @Override
        public void close() {
            weights.close();
        }
    }

    /** Where nothing but the program's earlier passes says how many examples there are. */
    private void checkCount(
            Inspection.Dataset dataset, String pass, PassOutput output, Program.Answer answer, Runnable confirm) {
        if (dataset.examples() == 0) {
            confirm.run();
            context.workspace().exampleCounts().require(dataset, output.examples(), pass, answer.lastWords());
        }
    }

    private void checkLabels(Inspection.Dataset dataset, String pass, PassOutput output, Runnable confirm) {
        DatasetLabels known = context.workspace().labels();
        Optional<int[]> given = output.labels();
        if (given.isPresent()) {
            confirm.run();
            known.require(dataset, given.get(), pass);
        } else if (known.areGiven(dataset)) {
            throw new RadinException(
                    Reason.InvalidInput,
                    "the evaluator, in the pass of " + pass + ": its output has no labels, and "
                            + dataset.input().uri() + " is no safetensors file with labels; write labels, I64 ["
                            + output.examples() + "], beside the logits");
        }
        LabelCheck.requireClasses(
                labels.computeIfAbsent(dataset.name(), name -> known.of(dataset)),
                output.classes(),
                dataset.input().uri());
    }
}
