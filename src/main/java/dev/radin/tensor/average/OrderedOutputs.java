package dev.radin.tensor.average;

import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes the blocks that several threads make to every output in their order. A thread that has to wait for its turn at
 * some outputs writes to others meanwhile, and begins with its share of them at once: two threads that wake each other for
 * every output would spend more time on that than on writing. After a failure nobody waits any more.
 */
final class OrderedOutputs {

    /** Ends the work of a thread after another one failed. */
    static final class Stopped extends RuntimeException {}

    private final List<? extends TensorSink> outputs;
    /** By output: the number of the block that it takes next. */
    private final long[] turn;

    /** How many outputs a thread waits for. */
    private final int share;

    private Throwable failure;

    /** @param threads that write */
    OrderedOutputs(List<? extends TensorSink> outputs, int threads) {
        this.outputs = outputs;
        this.share = (outputs.size() + threads - 1) / threads;
        this.turn = new long[outputs.size()];
    }

    /** @param content of the block, by output */
    void write(Block block, IntFunction<ByteBuffer> content) {
        BitSet left = new BitSet();
        left.set(0, outputs.size());
        while (!left.isEmpty()) {
            BitSet ready = awaitTurns(block.number(), left);
            for (int output = ready.nextSetBit(0); output >= 0; output = ready.nextSetBit(output + 1)) {
                outputs.get(output).write(block.tensor(), content.apply(output));
                pass(output);
            }
            left.andNot(ready);
        }
    }

    /** Of the outputs that are left, those whose turn it is: a share of them, or all. */
    private synchronized BitSet awaitTurns(long number, BitSet left) {
        boolean interrupted = false;
        try {
            while (true) {
                if (failure != null) {
                    throw new Stopped();
                }
                BitSet ready = new BitSet();
                left.stream().filter(output -> turn[output] == number).forEach(ready::set);
                if (ready.cardinality() >= Math.min(share, left.cardinality())) {
                    return ready;
                }
                try {
                    wait();
                } catch (InterruptedException e) {
                    // The thread whose turn it is finds out with its next read, or this one does with its own.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void pass(int output) {
        turn[output]++;
        notifyAll();
    }

    /** Remembers the first failure and stops the others. */
    synchronized void fail(Throwable failed) {
        if (failure == null) {
            failure = failed;
        }
        notifyAll();
    }

    /** Throws what {@link #fail} was first given. */
    synchronized void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }
}
