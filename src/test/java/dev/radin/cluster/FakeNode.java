package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A node without a kubelet: takes the Pods that are bound to it, runs their first container as a process of this machine or
 * lets a {@link PodProgram} decide, and reports as a kubelet would. Containers are never restarted, probes never asked.
 */
public final class FakeNode implements AutoCloseable, ResourceEventHandler<Pod> {

    private static final int WORKERS = 8;
    private static final int SECONDS_A_BEAT = 5;

    private final String name = "fake-" + UUID.randomUUID().toString().substring(0, 8);
    private final NodePresence presence;
    private final PodWrites writes;
    private final PodRuntime runtime;
    private final ScheduledThreadPoolExecutor workers = new ScheduledThreadPoolExecutor(WORKERS);
    private final Map<String, PodLife> lives = new ConcurrentHashMap<>();
    private final List<Injection> injections = new CopyOnWriteArrayList<>();
    private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();

    FakeNode(FakeNodeBuilder builder) {
        KubernetesClient client = builder.cluster.client();
        presence = new NodePresence(client, name, Map.copyOf(builder.capacity));
        writes = new PodWrites(client);
        runtime = builder.program == null
                ? new ProcessRuntime(client, builder::entrypoint, builder.folder)
                : new InProcessRuntime(builder.program, workers);
        presence.register();
        workers.scheduleAtFixedRate(presence::beat, SECONDS_A_BEAT, SECONDS_A_BEAT, TimeUnit.SECONDS);
        informers.add(
                client.pods().inAnyNamespace().withField("spec.nodeName", name).inform(this));
        PodBinder binder = new PodBinder(client, name, workers);
        for (String namespace : builder.binds) {
            informers.add(client.pods()
                    .inNamespace(namespace)
                    .withField("spec.nodeName", "")
                    .inform(binder));
        }
    }

    public static FakeNodeBuilder on(ControlPlane cluster) {
        return new FakeNodeBuilder(cluster);
    }

    public String name() {
        return name;
    }

    /** Lets every Pod that starts from now on and that {@code pods} accepts meet {@code fault}. */
    public Injection inject(Fault fault, Predicate<Pod> pods) {
        return inject(fault, pods, Integer.MAX_VALUE);
    }

    /** As {@link #inject(Fault, Predicate)}, for the first {@code times} starts only. */
    public Injection inject(Fault fault, Predicate<Pod> pods, int times) {
        Injection injection = new Injection(fault, pods, times);
        injections.add(injection);
        return injection;
    }

    /** Lets the Pods that run now and that {@code pods} accepts meet {@code fault} now. */
    public void strike(Fault fault, Predicate<Pod> pods) {
        lives.values().stream().filter(life -> pods.test(life.pod())).forEach(life -> life.strike(fault));
    }

    /** What a Pod that is there began to say. */
    public String said(Pod pod) {
        PodLife life = lives.get(pod.getMetadata().getUid());
        return life == null ? "" : life.said();
    }

    /** The node dies: its processes end, it says nothing more, and its Pods stay as they last were. */
    public void lose() {
        informers.forEach(SharedIndexInformer::close);
        workers.shutdownNow();
        lives.values().forEach(PodLife::vanish);
    }

    /** After {@link #lose}, fails and deletes its Pods as the controllers do once the Node is gone, without their minute's wait. */
    public void forgetPods() {
        for (PodLife life : lives.values()) {
            writes.status(life.pod(), PodStatuses.orphaned());
            writes.forget(life.pod());
        }
    }

    @Override
    public void close() {
        lose();
        presence.remove();
    }

    @Override
    public void onAdd(Pod pod) {
        PodLife life = lives.computeIfAbsent(pod.getMetadata().getUid(), uid -> new PodLife(this, pod));
        life.note(pod);
        workers.execute(life::observe);
    }

    @Override
    public void onUpdate(Pod old, Pod pod) {
        onAdd(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean unknownState) {
        PodLife life = lives.remove(pod.getMetadata().getUid());
        if (life != null) {
            workers.execute(life::vanish);
        }
    }

    PodRuntime runtime() {
        return runtime;
    }

    PodWrites writes() {
        return writes;
    }

    ScheduledExecutorService workers() {
        return workers;
    }

    Optional<Fault> faultFor(Pod pod) {
        return injections.stream()
                .filter(injection -> injection.strikes(pod))
                .map(Injection::fault)
                .findFirst();
    }
}
