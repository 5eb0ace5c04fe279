package dev.radin.inference.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.radin.dataset.Batch;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.BatchTooLarge;
import dev.radin.inference.MeasuringNetwork;
import dev.radin.tensor.ByteSink;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A TorchScript module whose code takes each batch into buffers of its own. */
final class TorchScriptMeasuring implements MeasuringNetwork {

    private final String name;
    private final String deviceType;
    private final PtSymbolBlock module;
    private final PtNDManager manager;

    TorchScriptMeasuring(String name, String deviceType, PtSymbolBlock module, PtNDManager manager) {
        this.name = name;
        this.deviceType = deviceType;
        this.module = module;
        this.manager = manager;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String deviceType() {
        return deviceType;
    }

    @Override
    public void measure(Batch batch) {
        // Both settings belong to the thread, not to the process.
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        try (PtNDManager ofBatch = (PtNDManager) manager.newSubManager()) {
            BatchArguments.forward(module, batch, ofBatch).close();
        } catch (EngineException e) {
            EngineFault fault = EngineFault.of(e);
            if (fault.memoryShort()) {
                throw new BatchTooLarge(fault.line(), e);
            }
            throw new RadinException(
                    Reason.InvalidInput,
                    name + ": does not run on inputs " + BatchArguments.shapes(batch)
                            + " while BatchNorm measures them: "
                            + fault.line()
                            + ". If it was traced for one batch size, give a number of examples that this divides, and set"
                            + " evaluator.torchScript.batchSize to it; else check that architecture and dataset belong"
                            + " together.",
                    e);
        }
    }

    @Override
    public void write(ByteSink target) {
        OutputStream stream = new OutputStream() {
            @Override
            public void write(int value) {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                target.write(ByteBuffer.wrap(bytes, offset, length));
            }
        };
        JniUtils.writeModule(module, stream, false);
    }

    @Override
    public void close() {
        module.close();
        manager.close();
        if (!deviceType.equals("cpu")) {
            JniUtils.emptyCudaCache();
        }
    }
}
