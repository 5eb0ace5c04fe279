package dev.radin.inference.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import dev.radin.dataset.Batch;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.BatchTooLarge;
import dev.radin.inference.Logits;
import dev.radin.inference.Network;
import java.util.Arrays;

/** A TorchScript module on one device. */
final class TorchScriptNetwork implements Network {

    private final LoadedModule module;
    private final NetworkOutput output;
    /** The largest batch that ran; 0 before the first. */
    private int largest;

    TorchScriptNetwork(LoadedModule module, NetworkOutput output) {
        this.module = module;
        this.output = output;
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
    public Logits run(Batch batch, int usualExamples) {
        try {
            return attempt(batch);
        } catch (NetworkOutput.NoLogits | EngineException e) {
            refuseOrHalve(e, "");
            int full = largest > batch.count() ? largest : usualExamples;
            if (batch.count() < full && FilledBatch.isPossible(batch, full)) {
                return filledUp(batch, full, e);
            }
            throw unfit(batch, usualExamples, e);
        }
    }

    private Logits attempt(Batch batch) {
        Logits logits =
                module.forward(batch, (returned, ofBatch) -> checked(output.logits(returned, ofBatch), batch.count()));
        largest = Math.max(largest, batch.count());
        return logits;
    }

    /**
     * A network that was traced with its batch size baked in runs no smaller batch: the last example is repeated until the
     * batch is full, and what the network says of the repetitions is dropped.
     *
     * @param full the size that ran before, or else the usual one
     * @param alone why the batch does not run as it is
     */
    private Logits filledUp(Batch batch, int full, RuntimeException alone) {
        boolean ranBefore = full == largest;
        String filling =
                "; the batch was filled up to " + full + " examples, as it does not run as it is: " + reason(alone);
        try {
            Logits all = attempt(FilledBatch.of(batch, full));
            return new Logits(batch.count(), all.classes(), Arrays.copyOf(all.values(), batch.count() * all.classes()));
        } catch (OutOfMemoryError e) {
            throw new BatchTooLarge("Java's memory for buffers does not suffice" + filling, e);
        } catch (NetworkOutput.NoLogits | EngineException e) {
            refuseOrHalve(e, filling);
            if (ranBefore) {
                throw unusable(
                        "it ran on batches of " + full + " examples, and not on one of " + batch.count() + ": "
                                + reason(alone),
                        "Export it so that the batch size is free, as with torch.jit.script",
                        e);
            }
            // What it says of the shape of its output tells more than that it does not run.
            throw unfit(batch, full, e instanceof NetworkOutput.NoLogits ? e : alone);
        }
    }

    /**
     * @throws BatchTooLarge when memory was short
     * @throws RadinException when the network wants another device
     */
    private void refuseOrHalve(RuntimeException e, String circumstance) {
        if (e instanceof NetworkOutput.NoLogits) {
            return;
        }
        EngineFault fault = EngineFault.of(e);
        if (fault.memoryShort()) {
            module.releaseCache();
            throw new BatchTooLarge(fault.line() + circumstance, e);
        }
        if (fault.elsewhere() && module.onCpu()) {
            throw unusable(
                    "it was exported on a GPU and computes there, as with cuda:0 in its code: " + fault.line(),
                    "Move the model to the CPU with model.cpu(), and script or trace it again",
                    e);
        }
    }

    private RadinException unfit(Batch batch, int usualExamples, RuntimeException e) {
        if (e instanceof NetworkOutput.NoLogits noLogits) {
            return unusable(noLogits.getMessage(), noLogits.advice(), e);
        }
        return unusable(
                "it does not run on inputs " + BatchArguments.shapes(batch) + ": " + reason(e),
                "Check that architecture and dataset belong together; if it was traced for another batch size than "
                        + usualExamples + ", set evaluator.torchScript.batchSize to that",
                e);
    }

    private static String reason(RuntimeException e) {
        return e instanceof NetworkOutput.NoLogits
                ? e.getMessage()
                : EngineFault.of(e).line();
    }

    @Override
    public void close() {
        module.close();
    }

    private static Logits checked(PtNDArray logits, int examples) {
        Shape shape = logits.getShape();
        if (shape.dimension() != 2 || shape.get(0) != examples || shape.get(1) < 2) {
            boolean binary = shape.dimension() == 2 && shape.get(1) == 1;
            throw new NetworkOutput.NoLogits(
                    "for " + examples + " examples its output has the shape " + Arrays.toString(shape.getShape()),
                    NetworkOutput.NoLogits.ADVICE
                            + (binary
                                    ? "; of a binary network z give two columns, as torch.cat([-z / 2, z / 2], 1) does"
                                    : ""));
        }
        return new Logits(examples, Math.toIntExact(shape.get(1)), logits.toFloatArray());
    }

    private RadinException unusable(String problem, String advice, Throwable cause) {
        return new RadinException(Reason.InvalidInput, module.name() + ": " + problem + ". " + advice + ".", cause);
    }
}
