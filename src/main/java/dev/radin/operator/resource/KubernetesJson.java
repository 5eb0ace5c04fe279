package dev.radin.operator.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Between objects of Kubernetes and their JSON: one for the process, as each remembers all types that it has met, in megabytes.
 * Fields that only a later version knows are passed over: after a downgrade they are still there. So is the record of who set
 * which field, which is a third of most objects and of no use here.
 */
public final class KubernetesJson {

    public static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization(mapper(), true);

    private KubernetesJson() {}

    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}

    private static ObjectMapper mapper() {
        return new ObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .addMixIn(ObjectMeta.class, WithoutManagedFields.class);
    }
}
