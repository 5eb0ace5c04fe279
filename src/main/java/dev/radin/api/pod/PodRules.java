package dev.radin.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What single fields of a template must be beside what its schema says, each as the API server's rules have it too (see {@link
 * PodWords}).
 */
public final class PodRules {

    private final PodProblems problems;
    private final Set<String> withWrongFields = new HashSet<>();

    private PodRules(PodProblems problems) {
        this.problems = problems;
    }

    /** @param path of the template, as {@code spec.workers.template} */
    public static void check(JsonNode template, String path, PodProblems problems) {
        PodRules rules = new PodRules(problems);
        new PodSchemaCheck(rules::fieldProblem).check(PodSchema.ofTemplate(), template, path);
        rules.metadata(template.path("metadata"), path + ".metadata");
        rules.spec(template.path("spec"), path + ".spec");
    }

    private void fieldProblem(String path, String message) {
        withWrongFields.add(path.substring(0, Math.max(0, path.lastIndexOf('.'))));
        problems.add(path, message);
    }

    private void metadata(JsonNode metadata, String path) {
        for (String map : List.of("labels", "annotations")) {
            keys(metadata.path(map), path + "." + map);
            metadata.path(map).fieldNames().forEachRemaining(key -> {
                if (key.matches(PodWords.OWN_LABEL)) {
                    problems.add(path + "." + map, key + " " + PodWords.OWN_LABEL_SAYS);
                }
            });
        }
    }

    private void keys(JsonNode map, String path) {
        map.fieldNames().forEachRemaining(key -> {
            if (!key.matches(PodWords.LABEL_KEY)) {
                problems.add(path, "\"" + key + "\" " + PodWords.LABEL_KEY_SAYS);
            }
        });
    }

    private void spec(JsonNode spec, String path) {
        keys(spec.path("nodeSelector"), path + ".nodeSelector");
        each(spec.path("containers"), path + ".containers", (at, container) -> {
            name(container, at, this::containerName);
            container(container, at);
            each(container.path("volumeMounts"), at + ".volumeMounts", this::ownPath);
        });
        each(spec.path("initContainers"), path + ".initContainers", (at, container) -> {
            name(container, at, this::initContainerName);
            container(container, at);
        });
        each(spec.path("volumes"), path + ".volumes", (at, volume) -> {
            name(volume, at, this::volumeName);
            exactlyOne(volume, PodWords.VOLUME_SOURCES, PodWords.ONE_SOURCE, at);
        });
        each(
                spec.path("resourceClaims"),
                path + ".resourceClaims",
                (at, claim) -> exactlyOne(claim, PodWords.CLAIM_SOURCES, PodWords.ONE_CLAIM, at));
    }

    private void name(JsonNode named, String path, BiConsumer<String, String> rule) {
        if (named.path("name").isTextual()) {
            rule.accept(path + ".name", named.get("name").asText());
        }
    }

    private void containerName(String path, String name) {
        if (!name.equals(PodWords.WORKER)) {
            problems.add(
                    path,
                    "\"" + name + "\" "
                            + (name.equals(PodWords.EVALUATOR) ? PodWords.EVALUATOR_SAYS : PodWords.CONTAINER_SAYS));
        }
    }

    private void initContainerName(String path, String name) {
        if (name.equals(PodWords.WORKER) || name.equals(PodWords.EVALUATOR) || name.startsWith(PodWords.OWN_PREFIX)) {
            problems.add(path, "\"" + name + "\" " + PodWords.INIT_CONTAINER_SAYS);
        }
    }

    private void volumeName(String path, String name) {
        if (name.startsWith(PodWords.OWN_PREFIX)) {
            problems.add(path, "\"" + name + "\" " + PodWords.OWN_VOLUME);
        }
    }

    private void container(JsonNode container, String path) {
        each(container.path("env"), path + ".env", (at, variable) -> {
            if (variable.hasNonNull("value") && variable.hasNonNull("valueFrom")) {
                problems.add(at, PodWords.ENV_VALUE_TWICE);
            }
            if (variable.path("valueFrom").isObject()) {
                exactlyOne(variable.get("valueFrom"), PodWords.ENV_SOURCES, PodWords.ONE_ENV_SOURCE, at + ".valueFrom");
            }
        });
        each(
                container.path("envFrom"),
                path + ".envFrom",
                (at, from) -> exactlyOne(from, PodWords.ENV_FROM_SOURCES, PodWords.ONE_ENV_FROM, at));
    }

    private void ownPath(String path, JsonNode mount) {
        String mountPath = mount.path("mountPath").asText();
        if (mountPath.matches(PodWords.OWN_PATH) || normal(mountPath).matches(PodWords.OWN_PATH)) {
            problems.add(path + ".mountPath", mountPath + " " + PodWords.OWN_PATH_SAYS);
        }
    }

    private static String normal(String path) {
        return path.startsWith("/") && path.indexOf('\0') < 0
                ? Path.of(path).normalize().toString()
                : path;
    }

    /** What has a wrong field is not told that it lacks a right one. */
    private void exactlyOne(JsonNode union, String members, String words, String path) {
        if (union.isObject()
                && !withWrongFields.contains(path)
                && Arrays.stream(members.split(", ")).filter(union::hasNonNull).count() != 1) {
            problems.add(path, words);
        }
    }

    private static void each(JsonNode list, String path, BiConsumer<String, JsonNode> rule) {
        List<JsonNode> entries = new ArrayList<>();
        list.forEach(entries::add);
        for (int i = 0; list.isArray() && i < entries.size(); i++) {
            if (entries.get(i).isObject()) {
                rule.accept(path + "[" + i + "]", entries.get(i));
            }
        }
    }
}
