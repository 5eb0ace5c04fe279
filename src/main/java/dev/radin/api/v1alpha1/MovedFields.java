package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.fault.Suggestion;
import dev.radin.protocol.Selection.FloatDType;
import dev.radin.protocol.Selection.UnusableModelPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the fields of before the first release are now. The documentation's table is made of this one. */
final class MovedFields {

    private static final int MOST_SHOWN = 80;
    private static final String VALUE = "~";

    /**
     * One field.
     *
     * @param from its old path
     * @param to its path now; the same where only its form is another, empty where it has gone
     * @param how what to know about it there, as the end of a sentence
     * @param write how its old value is written now, with a tilde in its place; empty where that needs more than it
     * @param words of which its value is one, in whatever letter case somebody wrote it; empty where it is any
     */
    record Move(String from, String to, String how, String write, List<String> words) {

        Move oneOf(Enum<?>... values) {
            return new Move(
                    from, to, how, write, Arrays.stream(values).map(Enum::name).toList());
        }

        String sentence() {
            return (from.equals(to) || to.isEmpty() ? "" : "has moved to " + to) + how;
        }

        Problem problem(JsonNode value) {
            if (value.asText().equalsIgnoreCase("Top5Accuracy")) {
                return new Problem(from, how + "; write metric: {type: TopKAccuracy, topKAccuracy: {k: 5}}");
            }
            Optional<String> meant = value.isTextual() ? Suggestion.to(value.asText(), words) : Optional.empty();
            if (value.isTextual() && !words.isEmpty() && meant.isEmpty()) {
                return new Problem(from, sentence() + "; " + Suggestion.notOneOf(value.asText(), words));
            }
            String shown = meant.orElseGet(() -> shown(value));
            boolean isShort = !write.isEmpty() && !value.isNull() && shown.length() <= MOST_SHOWN;
            return new Problem(from, sentence() + (isShort ? "; write " + write.replace(VALUE, shown) : ""));
        }
    }

    private static final String NETWORK = "spec.evaluator.torchScript";
    private static final String POD = ".template.spec";

    private static final List<Move> ALL = all();
    private static final Map<String, Move> BY_PATH = ALL.stream().collect(Collectors.toMap(Move::from, move -> move));

    private MovedFields() {}

    /** What does all of it, for a file or stdin. */
    static String convert(String where) {
        String file = where.equals("stdin") ? "-" : where.matches("[A-Za-z0-9._/-]+") ? where : "'" + where + "'";
        return "The fields that moved: radin convert -f " + file + " prints them in their new places";
    }

    /** In the order of the old resource. */
    static List<Move> list() {
        return ALL;
    }

    /**
     * What has become of a field that is not known, or has not the form that it should; nothing when it has not moved.
     *
     * @param path as {@code spec.budget}
     */
    static Map<Move, Problem> problems(String path, JsonNode value) {
        Map<Move, Problem> problems = new LinkedHashMap<>();
        value.properties().forEach(member -> {
            Move move = BY_PATH.get(path + "." + member.getKey());
            if (move != null) {
                problems.put(move, move.problem(member.getValue()));
            }
        });
        Move move = BY_PATH.get(path);
        if (problems.isEmpty() && move != null) {
            problems.put(move, move.problem(value));
        }
        return problems;
    }

    /** Whether a field is where it was, in another form. */
    static boolean isReshaped(String path) {
        return BY_PATH.containsKey(path) && BY_PATH.get(path).to().equals(path);
    }

    /** Whether a value has the form that such a field had. */
    static boolean isReshaped(String path, JsonNode value) {
        return isReshaped(path) && (path.equals("spec.modelsFrom") ? value.isObject() : value.isValueNode());
    }

    private static List<Move> all() {
        List<Move> all = new ArrayList<>();
        all.add(moved("spec.architecture", NETWORK, "", "evaluator: {torchScript: ~}"));
        all.add(moved("spec.inference", NETWORK));
        all.add(moved("spec.inference.batchSize", NETWORK + ".batchSize", "; 0 is said by leaving it out"));
        all.add(moved("spec.inference.output", NETWORK + ".outputKey", " for a dict, outputIndex for a tuple"));
        all.add(moved("spec.inference.precision", "", "has gone, as float32 was the only one; leave it out"));
        all.add(moved("spec.validation", "spec.datasets", ", each with role: Validation"));
        all.add(moved("spec.test", "spec.datasets", ", each with role: Test"));
        all.add(moved("spec.metric", "spec.metric", "is an object now", "metric: {type: ~}")
                .oneOf(MetricSpec.Type.values()));
        all.add(moved("spec.budget", "spec.budget", "is an object now", "budget: {evaluations: ~}"));
        all.add(moved("spec.strategy.seed", "spec.seed", "", "seed: ~"));
        all.add(moved("spec.strategy.candidates", "spec.strategy.radin.draws", "", "radin: {draws: ~}"));
        all.add(moved("spec.strategy.prior", "spec.strategy.radin.memberBonus", "", "radin: {memberBonus: ~}"));
        all.add(moved(
                "spec.strategy.include",
                "spec.strategy.listed.mixtures",
                ", each with a name and members: [{model: a, weight: \"0.5\"}, …]"));
        all.add(moved("spec.modelsFrom", "spec.modelsFrom", "is a list now", "modelsFrom: [~], with a name in it"));
        all.add(moved("spec.unusableModels", "spec.unusableModelPolicy", "", "unusableModelPolicy: ~")
                .oneOf(UnusableModelPolicy.values()));
        all.add(moved("spec.output.dtype", "spec.output.soup.dtype", "", "soup: {dtype: ~}")
                .oneOf(FloatDType.values()));
        workers(all);
        return List.copyOf(all);
    }

    private static void workers(List<Move> all) {
        String workers = "spec.workers";
        for (String same : List.of("serviceAccountName", "priorityClassName", "runtimeClassName", "schedulerName")) {
            String write = "template: {spec: {" + same + ": ~}}";
            all.add(moved(workers + "." + same, workers + POD + "." + same, "", write));
        }
        for (String same : List.of("imagePullSecrets", "volumes", "nodeSelector", "tolerations", "affinity")) {
            all.add(moved(workers + "." + same, workers + POD + "." + same));
        }
        all.add(moved(workers + ".topologySpread", workers + POD + ".topologySpreadConstraints"));
        String group = workers + POD + ".securityContext.fsGroup";
        all.add(moved(workers + ".fsGroup", group, "", "template: {spec: {securityContext: {fsGroup: ~}}}"));
        for (String same : List.of("env", "envFrom", "volumeMounts")) {
            all.add(ofContainer(workers + "." + same, workers, same));
        }
        for (String same : List.of("labels", "annotations")) {
            all.add(moved(workers + "." + same, workers + ".template.metadata." + same));
        }
        for (Map.Entry<String, String> pool : List.of(Map.entry("gpu", "passes"), Map.entry("cpu", "planning"))) {
            String from = workers + "." + pool.getKey();
            String to = workers + "." + pool.getValue();
            all.add(moved(from, to));
            all.add(ofContainer(from + ".image", to, "image"));
            all.add(ofContainer(from + ".resources", to, "resources"));
            all.add(moved(from + ".labels", to + ".template.metadata.labels"));
            all.add(moved(from + ".scratch", to + ".scratch"));
        }
        String deadline = "stageDeadlineSeconds";
        all.add(moved(workers + ".stageTimeoutSeconds", workers + "." + deadline, "", deadline + ": ~"));
    }

    private static Move ofContainer(String from, String to, String field) {
        return moved(from, to + POD + ".containers", ", into " + field + " of the one named worker");
    }

    private static Move moved(String from, String to, String... howAndWrite) {
        return new Move(
                from,
                to,
                howAndWrite.length > 0 ? howAndWrite[0] : "",
                howAndWrite.length > 1 ? howAndWrite[1] : "",
                List.of());
    }

    /** As YAML within braces. */
    private static String shown(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(member -> member.getKey() + ": " + shown(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        boolean word = value.isTextual() && value.asText().matches("[A-Za-z][A-Za-z0-9._/-]*(:///?[A-Za-z0-9._/-]+)?");
        return word ? value.asText() : value.toString();
    }
}
