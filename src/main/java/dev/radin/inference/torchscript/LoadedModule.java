package dev.radin.inference.torchscript;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.radin.dataset.Batch;
import java.io.OutputStream;
import java.util.function.BiFunction;

/**
 * A TorchScript module in the memory of one device.
 *
 * @param name what messages call it
 * @param deviceType {@code cpu} or {@code cuda}
 * @param manager owns what the module's results are made of
 */
record LoadedModule(String name, String deviceType, PtSymbolBlock module, PtNDManager manager)
        implements AutoCloseable {

    /**
     * Runs the module on a batch.
     *
     * @param result takes what it needs out of what was returned; that goes afterwards, and what belongs to the manager
     * @throws ai.djl.engine.EngineException when PyTorch fails
     */
    <T> T forward(Batch batch, BiFunction<IValue, PtNDManager, T> result) {
        // Both settings belong to the thread, not to the process.
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        try (PtNDManager ofBatch = (PtNDManager) manager.newSubManager();
                IValue returned = BatchArguments.forward(module, batch, ofBatch)) {
            return result.apply(returned, ofBatch);
        }
    }

    /** As a TorchScript file. */
    void write(OutputStream stream) {
        JniUtils.writeModule(module, stream, false);
    }

    boolean onCpu() {
        return deviceType.equals("cpu");
    }

    /** Gives the device what PyTorch keeps of its memory without using it. */
    void releaseCache() {
        if (!onCpu()) {
            JniUtils.emptyCudaCache();
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
        releaseCache();
    }
}
