package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A fault that waits for Pods to start on a node. */
public final class Injection {

    private final Fault fault;
    private final Predicate<Pod> pods;
    private final AtomicInteger left;

    Injection(Fault fault, Predicate<Pod> pods, int times) {
        this.fault = fault;
        this.pods = pods;
        left = new AtomicInteger(times);
    }

    /** From now on no Pod meets it; those that wait because of it start within a second. */
    public void lift() {
        left.set(0);
    }

    Fault fault() {
        return fault;
    }

    boolean strikes(Pod pod) {
        return left.get() > 0 && pods.test(pod) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
