package dev.radin.operator.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** Parts of a Pod that a resource holds as they were written, in Kubernetes' own types. The validator has tried them. */
final class PodParts {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private PodParts() {}

    /** @return null for null */
    static <T> T typed(Object part, Class<T> type) {
        return part == null ? null : SERIALIZATION.convertValue(part, type);
    }

    /** @return none for null */
    static <T> List<T> typed(List<ObjectNode> parts, Class<T> type) {
        return parts == null
                ? List.of()
                : parts.stream().map(part -> typed((Object) part, type)).toList();
    }
}
