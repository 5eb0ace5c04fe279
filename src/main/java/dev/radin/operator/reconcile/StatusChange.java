package dev.radin.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.resource.KubernetesJson;
import java.util.List;

/** How a status differs from the one before: what decides whether it is written, and when. */
enum StatusChange {
    NONE,
    /** Only counts moved; that can wait a little. */
    PROGRESS,
    STATE;

    private static final List<String> COUNTS = List.of("evaluations", "resumeToken");

    static StatusChange between(SoupSelectionStatus before, SoupSelectionStatus after) {
        JsonNode old = tree(before);
        JsonNode now = tree(after);
        if (old.equals(now)) {
            return NONE;
        }
        return withoutCounts(old).equals(withoutCounts(now)) ? PROGRESS : STATE;
    }

    private static JsonNode tree(SoupSelectionStatus status) {
        return KubernetesJson.SERIALIZATION.convertValue(
                status == null ? new SoupSelectionStatus() : status, JsonNode.class);
    }

    private static JsonNode withoutCounts(JsonNode status) {
        ((ObjectNode) status).remove(COUNTS);
        if (status.get("modelCounts") instanceof ObjectNode models) {
            models.retain("excluded");
        }
        status.path("conditions").forEach(condition -> ((ObjectNode) condition).remove("message"));
        return status;
    }
}
