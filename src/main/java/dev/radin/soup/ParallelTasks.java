package dev.radin.soup;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Tasks that several threads take one after the other, in ascending order. So when one fails all below it were taken and come
 * to their end, and the lowest failure is the same however many threads there are.
 */
final class ParallelTasks {

    private final int tasks;
    private final IntConsumer work;
    private final AtomicInteger next = new AtomicInteger();
    private int helping;
    private boolean finished;
    private int failedTask;
    private Throwable failure;

    ParallelTasks(int tasks, IntConsumer work) {
        this.tasks = tasks;
        this.work = work;
        this.failedTask = tasks;
    }

    /** By another thread than the one that waits; one that comes too late does nothing. */
    void help() {
        if (begin()) {
            try {
                takeAll();
            } finally {
                end();
            }
        }
    }

    /** Takes part, and returns when all is done. */
    void finish() {
        takeAll();
        awaitHelpers();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private void takeAll() {
        for (int task = next.getAndIncrement(); task < lowestFailed(); task = next.getAndIncrement()) {
            try {
                work.accept(task);
            } catch (RuntimeException | Error e) {
                failed(task, e);
            }
        }
    }

    private synchronized int lowestFailed() {
        return failedTask;
    }

    private synchronized void failed(int task, Throwable e) {
        if (task < failedTask) {
            failedTask = task;
            failure = e;
        }
    }

    private synchronized boolean begin() {
        helping += finished ? 0 : 1;
        return !finished;
    }

    private synchronized void end() {
        helping--;
        notifyAll();
    }

    private synchronized void awaitHelpers() {
        finished = true;
        boolean interrupted = false;
        while (helping > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
