package dev.radin.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.fault.Suggestion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one part of a pod calls another by: mounts their volume, claims of resources the pod's. They are looked for in what
 * becomes of the common template and a role's over it, and reported where the user wrote them.
 */
public final class PodReferences {

    private final String role;
    private final JsonNode common;
    private final String commonPath;
    private final JsonNode own;
    private final String ownPath;
    private final PodProblems problems;

    private PodReferences(
            String role, ObjectNode common, String commonPath, ObjectNode own, String ownPath, PodProblems problems) {
        this.role = role;
        this.common = orMissing(common);
        this.commonPath = commonPath;
        this.own = orMissing(own);
        this.ownPath = ownPath;
        this.problems = problems;
    }

    /**
     * @param role as messages call it: {@code passes}
     * @param common, own templates, own over common; or null
     */
    public static void check(
            String role, ObjectNode common, String commonPath, ObjectNode own, String ownPath, PodProblems problems) {
        PodReferences references = new PodReferences(role, common, commonPath, own, ownPath, problems);
        for (String containers : List.of("containers", "initContainers")) {
            references.in(containers);
        }
    }

    private void in(String containers) {
        named(containers, "volumeMounts", "mountPath", "volumes", "volume");
        named(containers, "resources/claims", "name", "resourceClaims", "claim");
    }

    /**
     * @param list of the container, whose entries have a {@code name}
     * @param key of that list
     * @param target list of the pod that the names are looked up in
     */
    private void named(String containers, String list, String key, String target, String what) {
        Set<String> known = new LinkedHashSet<>();
        for (JsonNode template : List.of(common, own)) {
            template.at("/spec/" + target)
                    .forEach(entry -> known.add(entry.path("name").asText()));
        }
        Map<List<String>, Reference> references = new LinkedHashMap<>();
        collect(common, commonPath, containers, list, key, references);
        collect(own, ownPath, containers, list, key, references);
        references.values().stream()
                .filter(reference -> !known.contains(reference.name()))
                .forEach(reference -> problems.add(
                        reference.path(),
                        "\"" + reference.name() + "\" is no " + what + " of the pods for " + role + "; "
                                + Suggestion.to(reference.name(), known)
                                        .map(k -> "did you mean " + k + "?")
                                        .orElse("add it to " + reference.template() + ".spec." + target)));
    }

    private record Reference(String name, String path, String template) {}

    private static void collect(
            JsonNode template,
            String path,
            String containers,
            String list,
            String key,
            Map<List<String>, Reference> references) {
        JsonNode all = template.at("/spec/" + containers);
        for (int c = 0; all.isArray() && c < all.size(); c++) {
            JsonNode entries = all.get(c).at("/" + list);
            for (int i = 0; entries.isArray() && i < entries.size(); i++) {
                JsonNode entry = entries.get(i);
                if (entry.path("name").isTextual()) {
                    String at =
                            path + ".spec." + containers + "[" + c + "]." + list.replace('/', '.') + "[" + i + "].name";
                    references.put(
                            List.of(
                                    all.get(c).path("name").asText(),
                                    entry.path(key).asText()),
                            new Reference(entry.get("name").asText(), at, path));
                }
            }
        }
    }

    /** For null, what has nothing in it. */
    static JsonNode orMissing(ObjectNode template) {
        return template == null ? MissingNode.getInstance() : template;
    }
}
