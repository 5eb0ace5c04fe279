package dev.radin.worker;

import dev.radin.cache.PassCache;
import dev.radin.cache.PassClaims;
import dev.radin.cache.PassWriter;
import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Cost;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.soup.Mixture;
import dev.radin.tensor.TensorSource;
import dev.radin.weights.Architecture;
import dev.radin.weights.Divergence;
import dev.radin.weights.MeasuredStatistics;
import dev.radin.weights.ModelDigests;
import dev.radin.weights.ModelPool;
import dev.radin.weights.ScriptedArchitecture;
import dev.radin.weights.SoupWeights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the passes that the cache lacks, and publishes each as soon as it is finished. Single models, soups and tests go
 * the same way: weights, what runs them, a run over a dataset.
 */
final class PassMaker {

    /**
     * The passes of one mixture over some datasets.
     *
     * @param what for people: the model's name, or what the soup is made of
     * @param mixture over {@code members}
     */
    record Order(String what, Mixture mixture, List<Inspection.Dataset> datasets) {}

    private final StageContext context;
    private final Inspection inspection;
    private final List<ModelPool.Member> members;
    private final List<ExcludedModel> faults = new ArrayList<>();
    private int made;
    private int reused;
    private double gpuSeconds;

    PassMaker(StageContext context, Inspection inspection, List<ModelPool.Member> members) {
        this.context = context;
        this.inspection = inspection;
        this.members = members;
    }

    /** Settles every order: afterwards each of its passes, or a fault in its place, is in the cache. */
    void make(List<Order> orders) {
        List<LackingPasses> lacking = lacking(orders);
        if (lacking.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        try (Architecture architecture = Architecture.open(context.workspace(), inspection.architecture());
                SoupWeights averages = SoupWeights.make(
                        context.workspace(),
                        architecture,
                        context.workspace().form(inspection),
                        members,
                        lacking.stream().map(lack -> lack.order().mixture()).toList());
                ModelRunner runner = ModelRunner.of(context, architecture, averages);
                PassClaims claims = context.workspace().passes().claims()) {
            ModelDigests digests = new ModelDigests(context.workspace(), architecture);
            SharedWork work = new SharedWork(
                    context,
                    claims,
                    this::measures,
                    lack -> make(architecture, averages, runner, lack, () -> confirm(digests, lack)));
            work.settle(lacking, this::reused);
        }
        if (context.workspace().settings().device().equals("cuda")) {
            gpuSeconds += (System.nanoTime() - start) / 1e9;
        }
    }

    private List<LackingPasses> lacking(List<Order> orders) {
        List<LackingPasses> lacking = new ArrayList<>();
        Set<PassKey> wanted = new HashSet<>();
        Set<PassKey> settled = context.workspace()
                .passes()
                .settled(orders.stream()
                        .flatMap(order -> order.datasets().stream().map(dataset -> key(order, dataset)))
                        .toList());
        for (Order order : orders) {
            // Copies of one checkpoint under several names are one pass.
            List<LackingPasses.Pass> passes = order.datasets().stream()
                    .map(dataset -> new LackingPasses.Pass(dataset, key(order, dataset)))
                    .filter(pass -> !settled.contains(pass.key()))
                    .filter(pass -> wanted.add(pass.key()))
                    .toList();
            reused(order.datasets().size() - passes.size());
            Optional<PassKey> statistics = statistics(order);
            boolean measures = measures(order);
            if (statistics.isPresent() && !measures) {
                reused(1);
            }
            LackingPasses lack = new LackingPasses(order, measures ? statistics.orElseThrow() : null, passes);
            if (lack.count() > 0) {
                lacking.add(lack);
            }
        }
        return lacking;
    }

    private void reused(int passes) {
        reused += passes;
        for (int i = 0; i < passes; i++) {
            context.progress().passReused();
        }
    }

    private Optional<PassKey> statistics(Order order) {
        return context.workspace().passes().statistics(byDigest(order.mixture()), inspection);
    }

    /** Whether BatchNorm's statistics are to be measured with its weights, and neither were nor cannot be. */
    private boolean measures(Order order) {
        PassCache passes = context.workspace().passes();
        return statistics(order).filter(key -> !passes.isMade(key)).isPresent()
                && order.datasets().stream()
                        .noneMatch(dataset -> passes.fault(key(order, dataset)).isPresent());
    }

    /** @throws RadinException {@code InputChanged} when an input is no longer what its digest says */
    private void confirm(ModelDigests digests, LackingPasses lack) {
        Order order = lack.order();
        Workspace workspace = context.workspace();
        List<Runnable> confirmations = new ArrayList<>();
        for (int member : order.mixture().members()) {
            confirmations.add(() -> digests.confirm(members.get(member)));
        }
        confirmations.add(() -> workspace.confirmEvaluator(inspection));
        lack.passes()
                .forEach(pass ->
                        confirmations.add(() -> workspace.confirm(pass.dataset().input())));
        if (statistics(order).isPresent()) {
            confirmations.add(() -> workspace.confirm(inspection.calibration().input()));
        }
        workspace.confirmAll(confirmations);
    }

    private void make(
            Architecture architecture, SoupWeights averages, ModelRunner runner, LackingPasses lack, Runnable confirm) {
        Order order = lack.order();
        try (TensorSource averaged = averages.open(order.mixture());
                MeasuredStatistics statistics = measured(architecture, averaged, order, confirm)) {
            TensorSource weights = statistics.over(averaged);
            Divergence divergence =
                    order.mixture().isSingle() ? Divergence.look(architecture, weights) : Divergence.none();
            try (ModelRunner.Loaded model = runner.load(order, weights)) {
                for (LackingPasses.Pass pass : lack.passes()) {
                    divergence.decide(() -> run(model, order, pass, confirm));
                }
            }
        } catch (RadinException e) {
            if (!e.reason().concernsOneModel()) {
                throw e;
            }
            confirm.run();
            if (e.reason() == Reason.CorruptModel) {
                throw new RadinException(
                        Reason.StorageFailed,
                        e.getMessage()
                                + "; it was whole when it was first read, so the storage may be at fault: run again",
                        e);
            }
            for (LackingPasses.Pass pass : lack.passes()) {
                if (!context.workspace().passes().isSettled(pass.key())) {
                    context.workspace().passes().publishFault(pass.key(), e);
                }
            }
            made++;
            context.progress().passMade();
            faults.add(new ExcludedModel(order.what(), e.reason(), e.getMessage()));
        }
    }

    private MeasuredStatistics measured(
            Architecture architecture, TensorSource averaged, Order order, Runnable confirm) {
        TreeMap<String, Double> byDigest = byDigest(order.mixture());
        statistics(order)
                .filter(key -> !context.workspace().passes().isMade(key))
                .ifPresent(key -> {
                    new StatisticsMaker(context, inspection)
                            .make(key, (ScriptedArchitecture) architecture, order.what(), byDigest, averaged, confirm);
                    made++;
                    context.progress().passMade();
                });
        return MeasuredStatistics.open(context.workspace(), inspection, byDigest, order.what());
    }

    private void run(ModelRunner.Loaded model, Order order, LackingPasses.Pass pass, Runnable confirm) {
        try (PassWriter logits = new PassWriter(context.workspace())) {
            model.run(pass.dataset(), logits, confirm);
            logits.publish(pass.key(), byDigest(order.mixture()), inspection, pass.dataset(), confirm);
        }
        made++;
        context.progress().passMade();
    }

    private PassKey key(Order order, Inspection.Dataset dataset) {
        return context.workspace().passes().key(byDigest(order.mixture()), inspection, dataset);
    }

    private TreeMap<String, Double> byDigest(Mixture mixture) {
        return ModelPool.byDigest(members, mixture);
    }

    Cost cost() {
        return new Cost(made, reused, gpuSeconds);
    }

    /** The orders that turned out to be impossible, by what they were called. */
    List<ExcludedModel> faults() {
        return List.copyOf(faults);
    }
}
