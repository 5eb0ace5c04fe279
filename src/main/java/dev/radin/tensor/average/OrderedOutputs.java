package dev.radin.tensor.average;

import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes the blocks that several threads make to every output in their order. A thread that has to wait for its turn at
 * one output writes to another meanwhile. After a failure nobody waits any more.
 */
final class OrderedOutputs {

    /** Ends the work of a thread after another one failed. */
    static final class Stopped extends RuntimeException {}

    private final List<? extends TensorSink> outputs;
    /** By output: the number of the block that it takes next. */
    private final long[] turn;

    private Throwable failure;

    OrderedOutputs(List<? extends TensorSink> outputs) {
        this.outputs = outputs;
        this.turn = new long[outputs.size()];
    }

    /** @param content of the block, by output */
    void write(Block block, IntFunction<ByteBuffer> content) {
        BitSet left = new BitSet();
        left.set(0, outputs.size());
        while (!left.isEmpty()) {
            int output = awaitTurn(block.number(), left);
            outputs.get(output).write(block.tensor(), content.apply(output));
            pass(output);
            left.clear(output);
        }
    }

    private synchronized int awaitTurn(long number, BitSet left) {
        boolean interrupted = false;
        try {
            while (true) {
                if (failure != null) {
                    throw new Stopped();
                }
                for (int output = left.nextSetBit(0); output >= 0; output = left.nextSetBit(output + 1)) {
                    if (turn[output] == number) {
                        return output;
                    }
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
