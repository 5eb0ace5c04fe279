package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.soup.Mixture;
import dev.radin.weights.Architecture;
import dev.radin.weights.ModelDigests;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs the models themselves over the validation data: the vertex passes that inspect found lacking. */
final class ExtractStage {

    private final StageContext context;

    ExtractStage(StageContext context) {
        this.context = context;
    }

    Receipt run(StageTask task, int share) {
        Inspection inspection = context.inspection(task);
        Map<String, Inspection.Model> models =
                inspection.models().stream().collect(Collectors.toMap(Inspection.Model::name, Function.identity()));
        Map<String, Inspection.Dataset> datasets = inspection.validation().stream()
                .collect(Collectors.toMap(Inspection.Dataset::name, Function.identity()));

        Map<String, List<Inspection.Dataset>> wanted = new LinkedHashMap<>();
        for (Inspection.PassOrder pass : task.shareOf(inspection.passes(), share)) {
            wanted.computeIfAbsent(pass.model(), m -> new ArrayList<>()).add(datasets.get(pass.dataset()));
        }
        List<ModelPool.Member> members = new ArrayList<>();
        List<PassMaker.Order> orders = new ArrayList<>();
        List<ExcludedModel> damaged = new ArrayList<>();
        try (Architecture architecture = Architecture.open(context.workspace(), inspection.architecture())) {
            ModelDigests digests = new ModelDigests(context.workspace(), architecture);
            wanted.forEach((name, over) -> {
                Inspection.Model model = models.get(name);
                try {
                    members.add(new ModelPool.Member(model, digests.of(model.input())));
                    orders.add(new PassMaker.Order(name, Mixture.single(members.size() - 1), over));
                } catch (RadinException e) {
                    if (!e.reason().concernsOneModel()) {
                        throw e;
                    }
                    damaged.add(new ExcludedModel(name, e.reason(), e.getMessage()));
                }
            });
        }
        PassMaker maker = new PassMaker(context, inspection, members);
        maker.make(orders);
        damaged.addAll(maker.faults());
        return Receipt.passes(Stage.extract, maker.cost(), damaged);
    }
}
