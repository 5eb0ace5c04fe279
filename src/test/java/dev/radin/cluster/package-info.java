/**
 * A real Kubernetes for tests: etcd, API server, controllers and scheduler of a chosen version, and nodes without a kubelet.
 *
 * <pre>{@code
 * ControlPlane cluster = ControlPlane.shared().withControllers();  // one for each JVM; its test is marked @NeedsKubernetes
 * String namespace = cluster.createNamespace("quota");             // tests share the cluster, not a namespace
 * cluster.client().batch().v1().jobs()…;                           // as the administrator
 * cluster.clientAs("radin-system", "radin-operator")…;             // as a service account, bound by its role
 * cluster.kubectlWith(yaml, "apply", "-f", "-").orFail();          // what a user types
 *
 * FakeNodeBuilder empty = FakeNode.on(cluster).bindingPodsIn(namespace);   // binds in place of a scheduler
 * FakeNode node = empty.withImage("radin", "java", "-jar", jar).withFolder(temporary).start();  // Pods run as processes
 * FakeNode node = empty.withProgram(pod -> PodEnding.exit(0, receipt)).start();                 // nothing runs, fit for thousands
 * node.inject(Fault.eviction(), pod -> …, 1);                      // meets the next Pod that starts and matches
 * node.strike(Fault.outOfMemory(), pod -> …);                      // meets those that run now
 * }</pre>
 *
 * <p>{@code dev/cluster prepare} builds or finds the programs, and {@code dev/cluster up} runs the same cluster for people.
 * A test that stops the API server starts a {@link dev.radin.cluster.ControlPlane} of its own.
 */
package dev.radin.cluster;
