package dev.radin.worker;

import dev.radin.cache.WorkerSettings;
import dev.radin.fault.RadinException;
import dev.radin.inference.DeviceChoice;
import dev.radin.inference.torchscript.NetworkOutput;
import dev.radin.inference.torchscript.TorchScriptLoader;
import dev.radin.protocol.Selection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * PyTorch for the networks of one selection. It takes a second or two to start, so that is put off until it is needed, or
 * left to another thread once it is certain to be.
 */
final class Networks implements AutoCloseable {

    private final WorkerSettings settings;
    private final Selection selection;
    private CompletableFuture<TorchScriptLoader> ahead;
    private TorchScriptLoader loader;

    Networks(WorkerSettings settings, Selection selection) {
        this.settings = settings;
        this.selection = selection;
    }

    /** Lets another thread start it. Whatever keeps it from starting is said when it is needed. */
    void startAhead() {
        if (loader == null && ahead == null) {
            ahead = CompletableFuture.supplyAsync(this::start, work -> {
                Thread thread = new Thread(work, "pytorch");
                thread.setDaemon(true);
                thread.start();
            });
        }
    }

    /** @throws RadinException {@code MachineUnfit} when PyTorch, or the device that was asked for, is not there */
    TorchScriptLoader loader() {
        if (loader == null) {
            if (ahead != null) {
                awaitStart();
            }
            // Of a PyTorch that has started, this says how many threads the networks of this thread take.
            loader = start();
        }
        return loader;
    }

    private void awaitStart() {
        try {
            ahead.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RadinException known ? known : e;
        }
    }

    private TorchScriptLoader start() {
        return TorchScriptLoader.start(
                settings.device().equals("cuda") ? DeviceChoice.CUDA : DeviceChoice.CPU,
                settings.threads(),
                new NetworkOutput(
                        selection.inference().outputKey(), selection.inference().outputIndex()));
    }

    /** Waits, as a process must not end while it loads its libraries. */
    @Override
    public void close() {
        if (ahead != null) {
            ahead.exceptionally(failure -> null).join();
        }
    }
}
