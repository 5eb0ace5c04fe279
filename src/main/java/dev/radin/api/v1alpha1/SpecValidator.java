package dev.radin.api.v1alpha1;

import dev.radin.api.pod.PodReferences;
import dev.radin.api.pod.PodResources;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Selection.SoupForm;
import dev.radin.protocol.SelectionDocument;
import dev.radin.soup.ChoiceRule;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Every rule of a SoupSelection, as a pure function, for the command line and the operator alike. An API server checks most
 * of them before, with the same {@link FieldPatterns}; rules that its language cannot express are checked here alone.
 */
public final class SpecValidator {

    private static final int MOST_BYTES = 1 << 20;

    private final SoupSelectionSpec spec;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> unresolved = new HashSet<>();

    private SpecValidator(SoupSelectionSpec spec) {
        this.spec = spec;
    }

    /** Tries every rule on a resource, and reads it into its selection when it keeps them all. */
    public static CheckedSelection validate(SoupSelection selection) {
        SpecValidator validator = new SpecValidator(selection.getSpec());
        validator.metadata(selection.getMetadata());
        if (selection.getSpec() == null) {
            validator.problem("spec", "is missing; see examples/quickstart/soup.yaml");
        } else {
            validator.spec();
        }
        SelectionDocument document = null;
        if (validator.problems.isEmpty()) {
            document = new SelectionDocument(Selections.of(selection));
            validator.size(document.sizeBytes());
        }
        List<Problem> problems = List.copyOf(validator.problems);
        return new CheckedSelection(selection, problems.isEmpty() ? document : null, problems);
    }

    private void metadata(ObjectMeta metadata) {
        name(metadata == null ? null : metadata.getName());
        String namespace = metadata == null ? null : metadata.getNamespace();
        if (namespace != null && !namespace.isEmpty() && !namespace.matches(FieldPatterns.NAMESPACE)) {
            problem("metadata.namespace", "\"" + namespace + "\" " + FieldPatterns.NAMESPACE_SAYS);
        }
    }

    private void name(String name) {
        if (name == null || name.isEmpty()) {
            problem("metadata.name", "is missing; for example metadata: {name: vit-b32}");
        } else if (!name.matches(FieldPatterns.RESOURCE_NAME)) {
            problem("metadata.name", "\"" + name + "\" " + FieldPatterns.RESOURCE_NAME_SAYS);
        }
    }

    private void spec() {
        ConstraintValidator.check(spec, "spec", problems);
        evaluator();
        models();
        modelsFrom();
        if (spec.base != null) {
            Uris.check("spec.base.uri", spec.base.uri, problems);
            Uris.checkDigest("spec.base.digest", spec.base.digest, problems);
        }
        new DatasetRules(spec.datasets, spec.evaluator == null || spec.evaluator.container != null, problems).check();
        metric();
        if (givesScores()) {
            scores();
        }
        new StrategyRules(spec, problems).check();
        location("spec.output.uri", spec.output);
        soup(spec.output == null ? null : spec.output.soup);
        location("spec.cache.uri", spec.cache);
        if (spec.workers != null) {
            role("passes", spec.workers.passes);
            role("planning", spec.workers.planning);
        }
    }

    /** Pods read the selection from a ConfigMap, which takes no more than the API server lets it. */
    private void size(int bytes) {
        if (bytes > MOST_BYTES) {
            problem("spec", "has " + bytes + " bytes as pods read it, " + FieldPatterns.TOO_LARGE);
        }
    }

    private void evaluator() {
        if (spec.evaluator == null) {
            return;
        }
        TorchScriptSpec network = spec.evaluator.torchScript;
        ContainerSpec container = spec.evaluator.container;
        if ((network == null) == (container == null)) {
            problem("spec.evaluator", FieldPatterns.EVALUATOR_MISSING);
            return;
        }
        if (container != null) {
            command("spec.evaluator.container.command", container.command);
            return;
        }
        Uris.check("spec.evaluator.torchScript.uri", network.uri, problems);
        Uris.checkDigest("spec.evaluator.torchScript.digest", network.digest, problems);
        if (network.outputKey != null && network.outputIndex != null) {
            problem("spec.evaluator.torchScript.outputIndex", FieldPatterns.OUTPUT_TWICE);
        }
    }

    private void command(String path, List<String> words) {
        if (words != null
                && !words.isEmpty()
                && words.get(0) != null
                && words.get(0).isEmpty()) {
            problem(path + "[0]", FieldPatterns.PROGRAM_MISSING);
        }
        each(path, words, (at, word) -> {
            if (word.indexOf('\0') >= 0) {
                problem(at, FieldPatterns.CONTROL_CHARACTER);
            }
        });
    }

    private void models() {
        if (spec.models == null && spec.modelsFrom == null) {
            problem("spec.models", FieldPatterns.MODELS_MISSING);
        }
        if (spec.models != null && spec.models.size() == 1 && spec.modelsFrom == null) {
            problem("spec.models", FieldPatterns.ONE_MODEL);
        }
        each("spec.models", spec.models, (path, model) -> {
            named(path + ".name", model.name, problems);
            Uris.check(path + ".uri", model.uri, problems);
            Uris.checkDigest(path + ".digest", model.digest, problems);
        });
    }

    private void modelsFrom() {
        each("spec.modelsFrom", spec.modelsFrom, (path, folder) -> {
            named(path + ".name", folder.name, problems);
            Uris.checkListed(path + ".uri", folder.uri, problems);
            each(path + ".include", folder.include, this::glob);
        });
    }

    private void glob(String path, String glob) {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            problem(path, "\"" + glob + "\" is no glob such as *.safetensors: " + e.getDescription());
        }
    }

    private void metric() {
        if (spec.metric == null) {
            return;
        }
        MetricSpec.Type type = spec.metric.type == null ? MetricSpec.Type.Accuracy : spec.metric.type;
        if (type == MetricSpec.Type.TopKAccuracy && spec.metric.topKAccuracy == null) {
            problem("spec.metric.topKAccuracy", FieldPatterns.TOP_K_MISSING);
        }
        if (type != MetricSpec.Type.TopKAccuracy && spec.metric.topKAccuracy != null) {
            problem("spec.metric.topKAccuracy", FieldPatterns.TOP_K_UNUSED + type);
        }
    }

    private boolean givesScores() {
        return spec.evaluator != null
                && spec.evaluator.container != null
                && spec.evaluator.container.produces == Evaluator.Produces.Scores;
    }

    /** What needs logits is refused where there are none. */
    private void scores() {
        if (spec.metric != null) {
            problem("spec.metric", FieldPatterns.METRIC_OF_SCORES);
        }
        if (spec.choice != null && spec.choice.type == ChoiceRule.Calibrated) {
            problem("spec.choice.type", FieldPatterns.CHOICE_OF_SCORES);
        }
        if (spec.strategy != null && FieldPatterns.NEED_ESTIMATES.contains(String.valueOf(spec.strategy.type))) {
            problem("spec.strategy.type", FieldPatterns.STRATEGY_OF_SCORES);
        }
        if (spec.strategy != null
                && spec.strategy.compare != null
                && spec.strategy.compare.contains(StrategySpec.Compared.Radin)) {
            problem("spec.strategy.compare", FieldPatterns.COMPARE_OF_SCORES);
        }
    }

    static void named(String path, String name, List<Problem> problems) {
        if (name != null && !name.matches(FieldPatterns.NAME)) {
            problems.add(new Problem(path, "\"" + name + "\" " + FieldPatterns.NAME_SAYS));
        }
    }

    private void location(String path, LocationSpec location) {
        if (location != null) {
            Uris.checkWritten(path, location.uri, problems);
            if (Uris.isRoot(location.uri)) {
                problem(path, location.uri + " " + FieldPatterns.ROOT_SAYS);
            }
        }
    }

    private void soup(SoupSpec soup) {
        if (soup != null && soup.adapter != null && soup.type == SoupForm.Type.Merged) {
            problem("spec.output.soup.adapter", FieldPatterns.ADAPTER_UNUSED);
        }
    }

    private void role(String name, PodRoleSpec role) {
        String path = "spec.workers." + name;
        PodReferences.check(
                name,
                spec.workers.template,
                "spec.workers.template",
                role == null ? null : role.template,
                path + ".template",
                this::unresolved);
        if (problems.stream().noneMatch(problem -> problem.path().startsWith("spec.workers."))) {
            PodResources.check(
                    spec.workers.template,
                    "spec.workers.template",
                    role == null ? null : role.template,
                    path + ".template",
                    this::unresolved);
        }
        if (role != null && role.scratch != null && role.scratch.sizeLimit != null) {
            Quantity size = role.scratch.sizeLimit;
            if (!isAboveZero(size)) {
                problem(path + ".scratch.sizeLimit", size + " " + FieldPatterns.QUANTITY_SAYS);
            }
        }
    }

    private static boolean isAboveZero(Quantity quantity) {
        try {
            return Quantity.getAmountInBytes(quantity).signum() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    interface Rule<T> {
        void check(String path, T element);
    }

    /** Entries that are null are skipped: they were reported already. */
    static <T> void each(String path, List<T> list, Rule<? super T> rule) {
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) != null) {
                rule.check(path + "[" + i + "]", list.get(i));
            }
        }
    }

    /** What both roles lack in the common template is said once. */
    private void unresolved(String path, String message) {
        if (unresolved.add(path)) {
            problem(path, message);
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
