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
            cluster.awaitServed("soupselections.radin.dev");
            // Of each binding one thing that it allows: authorization learns of them, and of their roles, by watches.
            awaitAllowed(cluster, "list", "soupselections.radin.dev", "--all-namespaces");
            awaitAllowed(
                    cluster, "patch", "leases.coordination.k8s.io/radin-operator", "--namespace=" + Sandbox.SYSTEM);
        }
        return cluster;
    }

    private static void awaitAllowed(ControlPlane cluster, String verb, String resource, String where) {
        cluster.kubectlUntil(
                "the operator may " + verb + " " + resource,
                "auth",
                "can-i",
                verb,
                resource,
                where,
                "--as=system:serviceaccount:" + Sandbox.SYSTEM + ":" + Sandbox.OPERATOR);
    }
}
