package dev.radin.operator.resource;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Between objects of Kubernetes and their JSON: one for the process, as each remembers all types that it has met, in megabytes. */
public final class KubernetesJson {

    public static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private KubernetesJson() {}
}
