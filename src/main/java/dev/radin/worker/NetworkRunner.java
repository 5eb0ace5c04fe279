package dev.radin.worker;

import dev.radin.cache.PassWriter;
import dev.radin.dataset.Dataset;
import dev.radin.inference.BatchIndependence;
import dev.radin.inference.Network;
import dev.radin.inference.Pass;
import dev.radin.protocol.Inspection;
import dev.radin.store.ScratchFile;
import dev.radin.tensor.TensorSource;
import dev.radin.weights.ScriptedArchitecture;
import java.util.HashMap;
import java.util.Map;

/** Runs a TorchScript network in this process. */
final class NetworkRunner implements ModelRunner {

    private final StageContext context;
    private final ScriptedArchitecture architecture;
    /** Which the next passes are over as well. */
    private final Map<Inspection.Dataset, Dataset> datasets = new HashMap<>();
    /** All have the architecture's code, so that one verdict is enough. */
    private boolean isBatchIndependent;

    NetworkRunner(StageContext context, ScriptedArchitecture architecture) {
        this.context = context;
        this.architecture = architecture;
    }

    @Override
    public Loaded load(PassMaker.Order order, TensorSource weights) {
        ScratchFile archive = architecture.withWeights(weights);
        try {
            return new LoadedNetwork(order.what(), archive, context.networks().load(archive.path(), order.what()));
        } catch (RuntimeException | Error e) {
            archive.close();
            throw e;
        }
    }

    private Dataset dataset(Inspection.Dataset asked) {
        return datasets.computeIfAbsent(asked, dataset -> context.workspace()
                .inputs()
                .openDataset(dataset.input().uri()));
    }

    /** PyTorch stays for other stages. */
    @Override
    public void close() {
        datasets.values().forEach(Dataset::close);
    }

    private final class LoadedNetwork implements Loaded {

        private final String what;
        private final ScratchFile archive;
        private final Network network;

        LoadedNetwork(String what, ScratchFile archive, Network network) {
            this.what = what;
            this.archive = archive;
            this.network = network;
        }

        @Override
        public void run(Inspection.Dataset asked, PassWriter logits, Runnable confirm) {
            Dataset stored = dataset(asked);
            Dataset dataset = stored.inOrder(stored.binding().indices(architecture.arguments()));
            context.progress().passStarted(what + " on " + asked.name(), dataset.examples());
            int batchSize = context.workspace().selection().inference().batchSize();
            if (!isBatchIndependent) {
                isBatchIndependent = new BatchIndependence(network, dataset, batchSize, architecture.uri()).check();
            }
            new Pass(network, dataset, batchSize, context.progress()::examplesDone).run(logits);
        }

        @Override
        public void close() {
            try (archive) {
                network.close();
            }
        }
    }
}
