package dev.radin.bench;

import dev.radin.location.Location;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Selection.StrategyChoice.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models, a drawing of validation data and test data, as make_pools.py leaves them.
 *
 * @param drawing its number, which is the seed of selections too
 */
record ChoosePool(Path folder, int drawing) {

    /** Of {@code Radin}'s random subsets. */
    private static final int DRAWS = 200;

    static List<ChoosePool> in(Path pools) throws IOException {
        List<ChoosePool> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(pools)) {
            for (Path folder : folders.sorted().toList()) {
                for (int drawing = 0; Files.exists(folder.resolve("val-" + drawing + ".safetensors")); drawing++) {
                    all.add(new ChoosePool(folder, drawing));
                }
            }
        }
        return all;
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** Without a pretrained start none can be mixed in, and what BatchNorm is measured on is not for programs. */
    boolean takes(ChooseTask task, ChooseMethod method) {
        return (!method.base() || Files.exists(start())) && (task.evaluator() == null || !Files.exists(calibration()));
    }

    /** @param mixtures of strategy Listed; none otherwise */
    Selection selection(ChooseTask task, ChooseMethod method, int budget, List<Listed> mixtures, Path out)
            throws IOException {
        return new Selection(
                "bench",
                name(),
                task.evaluator() == null ? new Selection.Input(uri(folder.resolve("architecture.pt")), null) : null,
                models(),
                List.of(),
                method.base() ? new Selection.Base(uri(start()), null, null) : null,
                task.datasets(folder.resolve("val-" + drawing)),
                task.datasets(folder.resolve("test")),
                Files.exists(calibration()) ? new Selection.Calibration("bn", uri(calibration()), null) : null,
                task.metric(),
                budget,
                new StrategyChoice(method.strategy(), DRAWS, 0, mixtures),
                method.rule(),
                drawing,
                Selection.UnusableModelPolicy.Exclude,
                new Selection.Inference(0, null, null),
                task.evaluator(),
                null,
                null,
                uri(out),
                uri(out.resolve("cache")));
    }

    private List<Selection.Model> models() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("models"))) {
            return files.sorted()
                    .map(file -> new Selection.Model(
                            file.getFileName().toString().replace(".safetensors", ""), uri(file), null, null))
                    .toList();
        }
    }

    private Path start() {
        return folder.resolve("start.safetensors");
    }

    private Path calibration() {
        return folder.resolve("calibration.safetensors");
    }

    static String uri(Path file) {
        return Location.of(file).toString();
    }
}
