package dev.radin.operator.cluster;

import dev.radin.cluster.ControlPlane;
import java.util.HashSet;
import java.util.Set;

/** The operator's manifests on a cluster, as a user applies them; its Deployment finds no node that has its image. */
final class Installation {

    private static final Set<ControlPlane> INSTALLED = new HashSet<>();

    private Installation() {}

    static synchronized ControlPlane on(ControlPlane cluster) {
        if (INSTALLED.add(cluster)) {
            cluster.kubectl("apply", "--server-side", "-k", "deploy").orFail();
            cluster.kubectl("scale", "--replicas=0", "-n", Sandbox.SYSTEM, "deployment/radin-operator")
                    .orFail();
            cluster.awaitEstablished("crd/soupselections.radin.dev");
        }
        return cluster;
    }
}
