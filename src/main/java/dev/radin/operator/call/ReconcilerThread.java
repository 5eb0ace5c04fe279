package dev.radin.operator.call;

/** A thread of reconciliations: its calls wait their turn. Others, such as those of watches and of the lease, do not wait. */
public final class ReconcilerThread extends Thread {

    public ReconcilerThread(Runnable work) {
        super(work, "reconciler");
    }
}
