package dev.radin.inference.torchscript;

import ai.djl.engine.EngineException;
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

    private final LoadedModule module;

    TorchScriptMeasuring(LoadedModule module) {
        this.module = module;
    }

    @Override
    public String name() {
        return module.name();
    }

    @Override
    public String deviceType() {
        return module.deviceType();
    }

    @Override
    public void measure(Batch batch) {
        try {
            module.forward(batch, (returned, ofBatch) -> null);
        } catch (EngineException e) {
            EngineFault fault = EngineFault.of(e);
            if (fault.memoryShort()) {
                throw new BatchTooLarge(fault.line(), e);
            }
            throw new RadinException(
                    Reason.InvalidInput,
                    module.name() + ": does not run on inputs " + BatchArguments.shapes(batch)
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
        module.write(new OutputStream() {
            @Override
            public void write(int value) {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                target.write(ByteBuffer.wrap(bytes, offset, length));
            }
        });
    }

    @Override
    public void close() {
        module.close();
    }
}
