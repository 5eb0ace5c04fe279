package dev.radin.operator.resource;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Between objects of Kubernetes and their JSON: one for the process, as each remembers all types that it has met, in megabytes.
 * Fields that only a later version knows are passed over: after a downgrade they are still there.
 */
public final class KubernetesJson {

    public static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization(
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false), true);

    private KubernetesJson() {}
}
