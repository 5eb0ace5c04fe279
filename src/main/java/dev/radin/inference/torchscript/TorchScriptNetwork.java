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
import java.util.Arrays;
import java.util.stream.IntStream;

/** A TorchScript module on one device. */
final class TorchScriptNetwork implements Network {

    private final String name;
    private final String deviceType;
    private final PtSymbolBlock module;
    private final PtNDManager manager;
    private final NetworkOutput output;

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
        try (PtNDManager ofBatch = (PtNDManager) manager.newSubManager()) {
            return checked(forward(batch, ofBatch), batch.count());
        } catch (NetworkOutput.NoLogits e) {
            throw unusable(e.getMessage(), "Logits are [batch, classes]", e);
        } catch (EngineException e) {
            EngineFault fault = EngineFault.of(e);
            if (fault.memoryShort()) {
                if (!deviceType.equals("cpu")) {
                    JniUtils.emptyCudaCache();
                }
                throw new BatchTooLarge(fault.line(), e);
            }
            throw unusable(
                    "it does not run on inputs " + shapes(batch) + ": " + fault.line(),
                    "Check that architecture and dataset belong together",
                    e);
        }
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
