package dev.radin.operator.reconcile;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets reconciliations through until the operator is told to stop. Once closed, none is under way and none begins. */
public final class Gate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closing;

    /** @return whether it may begin; then it has to {@link #leave} in the same thread */
    boolean enter() {
        return !closing && lock.readLock().tryLock();
    }

    void leave() {
        lock.readLock().unlock();
    }

    /**
     * For good.
     *
     * @return false when those under way have not ended in that time
     */
    public boolean close(Duration atMost) throws InterruptedException {
        closing = true;
        return lock.writeLock().tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
