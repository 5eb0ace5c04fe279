package dev.radin.api.v1alpha1;

import dev.radin.protocol.Selection.StrategyChoice.Type;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every rule of a SoupSelection, as a pure function, for the command line and the operator alike. */
public final class SpecValidator {

    /** A DNS label with room for the suffixes of Jobs. */
    static final String RESOURCE_NAME = "[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?";

    static final String MODEL_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private static final int FEWEST_MODELS = 2;
    private static final int MOST_MODELS = 256;
    private static final int MOST_DATASETS = 8;
    private static final int MOST_BUDGET = 1000;
    private static final int MOST_CANDIDATES = 100_000;

    private final SoupSelectionSpec spec;
    private final List<Problem> problems = new ArrayList<>();

    private SpecValidator(SoupSelectionSpec spec) {
        this.spec = spec;
    }

    /** @return all problems, in the order of the fields; none when the resource can be run */
    public static List<Problem> validate(SoupSelection selection) {
        SpecValidator validator = new SpecValidator(selection.getSpec());
        validator.name(
                selection.getMetadata() == null ? null : selection.getMetadata().getName());
        if (selection.getSpec() == null) {
            validator.problem("spec", "is missing; see examples/quickstart/soup.yaml");
        } else {
            validator.spec();
        }
        return List.copyOf(validator.problems);
    }

    private void name(String name) {
        if (name == null || name.isEmpty()) {
            problem("metadata.name", "is missing");
        } else if (!name.matches(RESOURCE_NAME)) {
            problem(
                    "metadata.name",
                    "\"" + name
                            + "\" must be 1 to 40 lower-case letters, digits and dashes, with no dash at either end");
        }
    }

    private void spec() {
        input("spec.architecture", spec.architecture);
        models();
        datasets();
        range("spec.budget", spec.budget, 0, MOST_BUDGET);
        strategy();
        if (spec.inference != null) {
            range("spec.inference.batchSize", spec.inference.batchSize, 0, Integer.MAX_VALUE);
        }
        location("spec.output", spec.output, true);
        location("spec.cache", spec.cache, false);
        workers();
    }

    private void models() {
        if (spec.models == null && spec.modelsFrom == null) {
            problem("spec.models", "is missing; list 2 to 256 models, or name a folder in spec.modelsFrom");
            return;
        }
        if (spec.models != null && spec.modelsFrom != null) {
            problem("spec.modelsFrom", "cannot be given together with spec.models; remove one of the two");
        }
        if (spec.modelsFrom != null) {
            Uris.check("spec.modelsFrom.uri", spec.modelsFrom.uri, problems);
        }
        if (spec.models == null) {
            return;
        }
        if (spec.models.size() < FEWEST_MODELS || spec.models.size() > MOST_MODELS) {
            problem(
                    "spec.models",
                    "lists " + spec.models.size() + "; " + FEWEST_MODELS + " to " + MOST_MODELS + " are needed");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < spec.models.size(); i++) {
            ModelSpec model = spec.models.get(i);
            String path = "spec.models[" + i + "]";
            if (model == null) {
                problem(path, "is empty");
                continue;
            }
            modelName(path + ".name", model.name, seen, i);
            Uris.check(path + ".uri", model.uri, problems);
            Uris.checkDigest(path + ".digest", model.digest, problems);
        }
    }

    private void modelName(String path, String name, Map<String, Integer> seen, int index) {
        if (named(path, name)) {
            Integer earlier = seen.putIfAbsent(name, index);
            if (earlier != null) {
                problem(path, "\"" + name + "\" is the name of spec.models[" + earlier + "] already; names are unique");
            }
        }
    }

    private boolean named(String path, String name) {
        if (name == null) {
            problem(path, "is missing");
            return false;
        }
        if (!name.matches(MODEL_NAME)) {
            problem(
                    path,
                    "\"" + name + "\" must be 1 to 63 letters, digits, dots, dashes and underscores, a letter or digit"
                            + " first");
            return false;
        }
        return true;
    }

    private void datasets() {
        if (spec.validation == null || spec.validation.isEmpty()) {
            problem("spec.validation", "is missing; name 1 to " + MOST_DATASETS + " datasets to choose by");
        }
        Map<String, String> names = new HashMap<>();
        Set<String> validationUris = new HashSet<>();
        each("spec.validation", spec.validation, names, (path, dataset) -> {
            Decimals.check(path + ".weight", dataset.weight, true, problems);
            if (dataset.uri != null) {
                validationUris.add(dataset.uri);
            }
        });
        each("spec.test", spec.test, names, (path, dataset) -> {
            if (dataset.weight != null) {
                problem(path + ".weight", "test datasets have none, as they are scored one by one; remove it");
            }
            if (dataset.uri != null && validationUris.stream().anyMatch(v -> Uris.same(v, dataset.uri))) {
                problem(
                        path + ".uri",
                        dataset.uri
                                + " is a validation dataset too, so the choice would have seen it; test on other data");
            }
        });
    }

    private interface DatasetRule {
        void check(String path, DatasetSpec dataset);
    }

    private void each(String list, List<DatasetSpec> datasets, Map<String, String> names, DatasetRule rule) {
        if (datasets == null) {
            return;
        }
        if (datasets.size() > MOST_DATASETS) {
            problem(list, "lists " + datasets.size() + "; at most " + MOST_DATASETS + " are possible");
        }
        for (int i = 0; i < datasets.size(); i++) {
            String path = list + "[" + i + "]";
            DatasetSpec dataset = datasets.get(i);
            if (dataset == null) {
                problem(path, "is empty");
                continue;
            }
            if (named(path + ".name", dataset.name)) {
                String earlier = names.putIfAbsent(dataset.name, path);
                if (earlier != null) {
                    problem(path + ".name", "\"" + dataset.name + "\" is the name of " + earlier + " already");
                }
            }
            Uris.check(path + ".uri", dataset.uri, problems);
            Uris.checkDigest(path + ".digest", dataset.digest, problems);
            rule.check(path, dataset);
        }
    }

    private void strategy() {
        StrategySpec strategy = spec.strategy;
        if (strategy == null) {
            return;
        }
        range("spec.strategy.candidates", strategy.candidates, 1, MOST_CANDIDATES);
        Decimals.check("spec.strategy.prior", strategy.prior, false, problems);
        Type type = strategy.type == null ? Type.Auto : strategy.type;
        boolean listed = type == Type.Listed;
        if (listed && (strategy.include == null || strategy.include.isEmpty())) {
            problem("spec.strategy.include", "is missing; strategy Listed evaluates what it lists");
        }
        if (!listed && strategy.include != null) {
            problem("spec.strategy.include", "is for strategy Listed; the type is " + type);
        }
        if (type != Type.Radin && (strategy.candidates != null || strategy.prior != null)) {
            problem(
                    strategy.candidates != null ? "spec.strategy.candidates" : "spec.strategy.prior",
                    "is for strategy Radin; the type is " + type);
        }
        if (listed && strategy.include != null) {
            for (int i = 0; i < strategy.include.size(); i++) {
                mixture("spec.strategy.include[" + i + "]", strategy.include.get(i));
            }
        }
    }

    private void mixture(String path, ListedMixture mixture) {
        if (mixture == null
                || mixture.models == null
                || mixture.models.stream().distinct().count() < 2) {
            problem(path + ".models", "needs two different models or more; single models are evaluated anyway");
            return;
        }
        for (int i = 0; i < mixture.models.size() && spec.models != null; i++) {
            String name = mixture.models.get(i);
            List<String> known = spec.models.stream()
                    .filter(m -> m != null && m.name != null)
                    .map(m -> m.name)
                    .toList();
            if (!known.contains(name)) {
                problem(
                        path + ".models[" + i + "]",
                        "\"" + name + "\" is not among spec.models"
                                + Nearest.to(String.valueOf(name), known)
                                        .map(k -> "; did you mean " + k + "?")
                                        .orElse(""));
            }
        }
        if (mixture.weights == null) {
            return;
        }
        if (mixture.weights.size() != mixture.models.size()) {
            problem(
                    path + ".weights",
                    "has " + mixture.weights.size() + " entries for " + mixture.models.size() + " models");
        }
        int before = problems.size();
        for (int i = 0; i < mixture.weights.size(); i++) {
            Decimals.checkNotNegative(path + ".weights[" + i + "]", mixture.weights.get(i), problems);
        }
        if (problems.size() == before && mixture.weights.stream().allMatch(w -> Double.parseDouble(w) == 0)) {
            problem(path + ".weights", "are all zero");
        }
    }

    private void input(String path, InputSpec input) {
        if (input == null) {
            problem(path, "is missing");
            return;
        }
        Uris.check(path + ".uri", input.uri, problems);
        Uris.checkDigest(path + ".digest", input.digest, problems);
    }

    private void location(String path, LocationSpec location, boolean required) {
        if (location != null) {
            Uris.check(path + ".uri", location.uri, problems);
            if (Uris.isRoot(location.uri)) {
                problem(path + ".uri", location.uri + " is the root; name a folder below it");
            }
        } else if (required) {
            problem(path, "is missing; say where the soup goes");
        }
    }

    private void workers() {
        WorkersSpec workers = spec.workers;
        if (workers == null) {
            return;
        }
        range("spec.workers.parallelism", workers.parallelism, 1, 256);
        range("spec.workers.passesPerPod", workers.passesPerPod, 1, 1000);
        if (workers.stageTimeoutSeconds != null && workers.stageTimeoutSeconds < 60) {
            problem("spec.workers.stageTimeoutSeconds", "is " + workers.stageTimeoutSeconds + "; at least 60");
        }
        for (int i = 0; workers.volumes != null && i < workers.volumes.size(); i++) {
            Volume volume = workers.volumes.get(i);
            if (volume != null && volume.getHostPath() != null) {
                problem(
                        "spec.workers.volumes[" + i + "].hostPath",
                        "is not allowed, as it opens the node; use a PersistentVolumeClaim");
            }
        }
    }

    private void range(String path, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            problem(
                    path,
                    "is " + value + "; " + (most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most));
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
