package dev.radin.worker;

import dev.radin.cache.PassWriter;
import dev.radin.fault.RadinException;
import dev.radin.protocol.Inspection;
import dev.radin.tensor.TensorSource;
import dev.radin.weights.Architecture;
import dev.radin.weights.ScriptedArchitecture;
import dev.radin.weights.SoupWeights;

/** What runs models over datasets: a network in this process, or a program of the user's. For one thread. */
interface ModelRunner extends AutoCloseable {

    /** @param averages the weights of all that will be run */
    static ModelRunner of(StageContext context, Architecture architecture, SoupWeights averages) {
        return architecture instanceof ScriptedArchitecture scripted
                ? new NetworkRunner(context, scripted)
                : new ProgramRunner(context, averages);
    }

    /** @param weights of the order's mixture, open for as long as the model is */
    Loaded load(PassMaker.Order order, TensorSource weights);

    @Override
    void close();

    /** A model that can be run. */
    interface Loaded extends AutoCloseable {

        /**
         * Makes one pass.
         *
         * @param logits gets all of them, or all scores, in the order of the dataset
         * @param confirm throws when an input is no longer what it was; asked before anything but logits is kept
         * @throws RadinException as {@link dev.radin.inference.Pass} and {@link dev.radin.inference.external.Program} say
         */
        void run(Inspection.Dataset dataset, PassWriter logits, Runnable confirm);

        @Override
        void close();
    }
}
