package dev.radin.worker;

import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.soup.Mixture;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs the models themselves over the validation data: the vertex passes that inspect found lacking. */
final class ExtractStage {

    private final StageContext context;

    ExtractStage(StageContext context) {
        this.context = context;
    }

    Receipt run(StageTask task, int share) {
        Inspection inspection = context.inspection(task);
        Map<String, Inspection.Model> models =
                inspection.run().stream().collect(Collectors.toMap(Inspection.Model::name, Function.identity()));
        Map<String, Inspection.Dataset> datasets = inspection.validation().stream()
                .collect(Collectors.toMap(Inspection.Dataset::name, Function.identity()));

        Map<String, List<Inspection.Dataset>> wanted = new LinkedHashMap<>();
        for (Inspection.PassOrder pass : task.shareOf(inspection.passes(), share)) {
            wanted.computeIfAbsent(pass.model(), m -> new ArrayList<>()).add(datasets.get(pass.dataset()));
        }
        List<ExcludedModel> damaged = new ArrayList<>();
        List<ModelPool.Member> members = ModelPool.readable(
                context.workspace(),
                inspection.architecture(),
                wanted.keySet().stream().map(models::get).toList(),
                damaged);
        List<PassMaker.Order> orders = IntStream.range(0, members.size())
                .mapToObj(i -> {
                    String name = members.get(i).name();
                    return new PassMaker.Order(name, Mixture.single(i), wanted.get(name));
                })
                .toList();
        PassMaker maker = new PassMaker(context, inspection, members);
        maker.make(orders);
        damaged.addAll(maker.faults());
        return Receipt.passes(Stage.extract, maker.cost(), damaged);
    }
}
