package dev.radin.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How each program is started: as in any cluster, but for one process that may forget everything.
 *
 * @param apiServerFlags what kube-apiserver is given besides
 */
record ServerArguments(ServingAddress address, Credentials credentials, Path kubeconfig, List<String> apiServerFlags) {

    /** What a Job, a Deployment, a quota and a namespace need to live and die. */
    private static final String CONTROLLERS = String.join(
            ",",
            "job-controller",
            "cronjob-controller",
            "deployment-controller",
            "replicaset-controller",
            "garbage-collector-controller",
            "namespace-controller",
            "serviceaccount-controller",
            "root-ca-certificate-publisher-controller",
            "resourcequota-controller",
            "ttl-after-finished-controller",
            "disruption-controller",
            "taint-eviction-controller",
            "node-lifecycle-controller",
            "pod-garbage-collector-controller",
            "clusterrole-aggregation-controller");

    List<String> etcd(Path data) {
        return List.of(
                "--name=test",
                "--data-dir=" + data,
                "--listen-client-urls=" + address.etcd(),
                "--advertise-client-urls=" + address.etcd(),
                "--listen-peer-urls=" + address.etcdPeers(),
                "--initial-advertise-peer-urls=" + address.etcdPeers(),
                "--initial-cluster=test=" + address.etcdPeers(),
                "--log-level=warn",
                "--unsafe-no-fsync");
    }

    List<String> apiServer() {
        List<String> flags = new ArrayList<>(List.of(
                "--etcd-servers=" + address.etcd(),
                "--bind-address=" + address.host(),
                "--secure-port=6443",
                "--cert-dir=" + credentials.folder(),
                "--token-auth-file=" + credentials.tokens(),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + credentials.serviceAccountKey(),
                "--service-account-signing-key-file=" + credentials.serviceAccountKey(),
                "--service-cluster-ip-range=10.0.0.0/24",
                // Endpoints must not be loopback addresses, and nobody here looks for the API server by its Service.
                "--endpoint-reconciler-type=none",
                // The API server's own switch; Pod Security decides, as in most clusters.
                "--allow-privileged=true",
                "--enable-admission-plugins=ResourceQuota,ServiceAccount,PodSecurity",
                "--shutdown-delay-duration=0s"));
        flags.addAll(apiServerFlags);
        return flags;
    }

    List<String> controllerManager() {
        return List.of(
                "--kubeconfig=" + kubeconfig,
                "--bind-address=" + address.host(),
                "--cert-dir=" + credentials.folder(),
                "--controllers=" + CONTROLLERS,
                "--root-ca-file=" + credentials.servingCertificate(),
                "--leader-elect=false",
                "--kube-api-qps=1000",
                "--kube-api-burst=2000",
                "--concurrent-job-syncs=10",
                "--resource-quota-sync-period=10s");
    }

    List<String> scheduler() {
        return List.of(
                "--kubeconfig=" + kubeconfig,
                "--bind-address=" + address.host(),
                "--cert-dir=" + credentials.folder(),
                "--leader-elect=false",
                "--kube-api-qps=1000",
                "--kube-api-burst=2000");
    }
}
