package dev.radin.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/**
 * What a container asks for and what it is held to, of a role's template over the common one: Kubernetes refuses requests
 * above limits, and devices that are requested without a limit.
 */
public final class PodResources {

    private final JsonNode common;
    private final String commonPath;
    private final JsonNode own;
    private final String ownPath;
    private final PodProblems problems;

    private PodResources(ObjectNode common, String commonPath, ObjectNode own, String ownPath, PodProblems problems) {
        this.common = PodReferences.orMissing(common);
        this.commonPath = commonPath;
        this.own = PodReferences.orMissing(own);
        this.ownPath = ownPath;
        this.problems = problems;
    }

    /** @param common, own templates that keep all other rules, own over common; or null */
    public static void check(
            ObjectNode common, String commonPath, ObjectNode own, String ownPath, PodProblems problems) {
        ObjectNode merged = PodMerge.merge(common, own);
        PodResources resources = new PodResources(common, commonPath, own, ownPath, problems);
        for (String containers : List.of("containers", "initContainers")) {
            merged.at("/spec/" + containers).forEach(container -> resources.container(containers, container));
        }
    }

    private void container(String containers, JsonNode container) {
        JsonNode limits = container.at("/resources/limits");
        container.at("/resources/requests").properties().forEach(request -> {
            String resource = request.getKey();
            JsonNode limit = limits.path(resource);
            String words = words(resource, request.getValue().asText(), limit.isMissingNode() ? null : limit.asText());
            if (words != null) {
                problems.add(path(containers, container.path("name").asText(), resource), words);
            }
        });
    }

    /** @return null when they go together */
    private static String words(String resource, String request, String limit) {
        boolean device = resource.contains("/") && !resource.contains("kubernetes.io/");
        if (limit == null) {
            return device ? "needs the same in resources.limits, as all devices do" : null;
        }
        int compared = Quantity.getAmountInBytes(new Quantity(request))
                .compareTo(Quantity.getAmountInBytes(new Quantity(limit)));
        if (device && compared != 0) {
            return request + " is not what resources.limits has, " + limit + "; give devices in limits only";
        }
        return compared > 0
                ? request + " is more than resources.limits has, " + limit + "; raise that, or ask for less"
                : null;
    }

    /** Where the user wrote it: in the role's template, if that has it. */
    private String path(String containers, String name, String resource) {
        String ours = path(own, ownPath, containers, name, resource);
        return ours == null ? path(common, commonPath, containers, name, resource) : ours;
    }

    private static String path(JsonNode template, String path, String containers, String name, String resource) {
        JsonNode all = template.at("/spec/" + containers);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path("name").asText().equals(name)
                    && all.get(i).at("/resources/requests").has(resource)) {
                return path + ".spec." + containers + "[" + i + "].resources.requests." + resource;
            }
        }
        return null;
    }
}
