package dev.radin.inference.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.radin.dataset.Batch;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.BatchTooLarge;
import dev.radin.inference.Logits;
import dev.radin.inference.Network;
import dev.radin.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A TorchScript module on one device. */
final class TorchScriptNetwork implements Network {

    private final String name;
    private final String deviceType;
    private final PtSymbolBlock module;
    private final PtNDManager manager;
    private final NetworkOutput output;
    /** The largest batch that ran; 0 before the first. */
    private int largest;

    TorchScriptNetwork(
            String name, String deviceType, PtSymbolBlock module, PtNDManager manager, NetworkOutput output) {
        this.name = name;
        this.deviceType = deviceType;
        this.module = module;
        this.manager = manager;
        this.output = output;
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
    public Logits run(Batch batch) {
        // Both settings belong to the thread, not to the process.
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        try {
            Logits logits = attempt(batch);
            largest = Math.max(largest, batch.count());
            return logits;
        } catch (NetworkOutput.NoLogits e) {
            if (batch.count() < largest) {
                return filledUp(batch);
            }
            throw unusable(e.getMessage(), adviceOnShape(e), e);
        } catch (EngineException e) {
            EngineFault fault = EngineFault.of(e);
            if (fault.memoryShort()) {
                if (!deviceType.equals("cpu")) {
                    JniUtils.emptyCudaCache();
                }
                throw new BatchTooLarge(fault.line(), e);
            }
            if (fault.elsewhere() && deviceType.equals("cpu")) {
                throw unusable(
                        "it was exported on a GPU and computes there, as with cuda:0 in its code: " + fault.line(),
                        "Move the model to the CPU with model.cpu(), and script or trace it again",
                        e);
            }
            if (batch.count() < largest) {
                return filledUp(batch);
            }
            throw unusable(
                    "it does not run on inputs " + shapes(batch) + ": " + fault.line(),
                    "Check that architecture and dataset belong together; if it was traced for one batch size, set"
                            + " inference.batchSize to that",
                    e);
        }
    }

    private Logits attempt(Batch batch) {
        try (PtNDManager ofBatch = (PtNDManager) manager.newSubManager()) {
            return checked(forward(batch, ofBatch), batch.count());
        }
    }

    /**
     * A network that was traced with its batch size baked in runs no smaller last batch: its last example is repeated until
     * the batch has the size that ran before, and what the network says of the repetitions is dropped.
     */
    private Logits filledUp(Batch batch) {
        List<ByteBuffer> data = new ArrayList<>();
        for (int i = 0; i < batch.inputs().size(); i++) {
            int bytes = Math.toIntExact(batch.inputs().get(i).exampleBytes());
            ByteBuffer filled = ByteBuffer.allocateDirect(bytes * largest).order(ByteOrder.LITTLE_ENDIAN);
            filled.put(batch.data().get(i).duplicate());
            ByteBuffer last = batch.data().get(i).duplicate();
            last.position(bytes * (batch.count() - 1)).limit(bytes * batch.count());
            while (filled.hasRemaining()) {
                filled.put(last.duplicate());
            }
            data.add(filled.flip());
        }
        try {
            Logits all = attempt(new Batch(batch.first(), largest, batch.inputs(), data));
            return new Logits(batch.count(), all.classes(), Arrays.copyOf(all.values(), batch.count() * all.classes()));
        } catch (NetworkOutput.NoLogits | EngineException e) {
            throw unusable(
                    "it ran on batches of " + largest + " examples, and not on the last one of " + batch.count(),
                    "Export it so that the batch size is free, as with torch.jit.script",
                    e);
        }
    }

    private static String adviceOnShape(NetworkOutput.NoLogits e) {
        return e.getMessage().endsWith(", 1]")
                ? "Logits are [batch, classes]; of a binary network z give two columns, as torch.cat([-z / 2, z / 2], 1) does"
                : "Logits are [batch, classes]";
    }

    @Override
    public void close() {
        module.close();
        manager.close();
        if (!deviceType.equals("cpu")) {
            JniUtils.emptyCudaCache();
        }
    }

    private PtNDArray forward(Batch batch, PtNDManager ofBatch) {
        IValue[] arguments = IntStream.range(0, batch.inputs().size())
                .mapToObj(input -> IValue.from(array(batch, input, ofBatch)))
                .toArray(IValue[]::new);
        try (IValue returned = module.forward(arguments)) {
            return output.logits(returned, ofBatch);
        } finally {
            Arrays.stream(arguments).forEach(IValue::close);
        }
    }

    private static PtNDArray array(Batch batch, int input, PtNDManager ofBatch) {
        long[] shape = batch.shape(input).stream().mapToLong(Long::longValue).toArray();
        return ofBatch.create(
                batch.data().get(input),
                new Shape(shape),
                dataType(batch.inputs().get(input).dtype()));
    }

    private static DataType dataType(DType dtype) {
        return switch (dtype) {
            case F32 -> DataType.FLOAT32;
            case I32 -> DataType.INT32;
            case I64 -> DataType.INT64;
            default -> throw new IllegalArgumentException("a batch holds no " + dtype);
        };
    }

    private static Logits checked(PtNDArray logits, int examples) {
        Shape shape = logits.getShape();
        if (shape.dimension() != 2 || shape.get(0) != examples || shape.get(1) < 2) {
            throw new NetworkOutput.NoLogits(
                    "for " + examples + " examples its output has the shape " + Arrays.toString(shape.getShape()));
        }
        return new Logits(examples, Math.toIntExact(shape.get(1)), logits.toFloatArray());
    }

    private static String shapes(Batch batch) {
        return IntStream.range(0, batch.inputs().size())
                .mapToObj(input -> batch.inputs().get(input).dtype() + " " + batch.shape(input))
                .toList()
                .toString();
    }

    private RadinException unusable(String problem, String advice, Throwable cause) {
        return new RadinException(Reason.InvalidInput, name + ": " + problem + ". " + advice + ".", cause);
    }
}
