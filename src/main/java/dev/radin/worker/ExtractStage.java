package dev.radin.worker;

import dev.radin.cache.ModelPool;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.soup.Mixture;
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
        wanted.forEach((name, over) -> {
            Inspection.Model model = models.get(name);
            orders.add(new PassMaker.Order(name, Mixture.single(members.size()), over));
            members.add(
                    new ModelPool.Member(model, context.workspace().digests().of(model.input())));
        });
        PassMaker maker = new PassMaker(context, inspection, members);
        maker.make(orders);
        return Receipt.passes(Stage.extract, maker.cost(), maker.faults());
    }
}
