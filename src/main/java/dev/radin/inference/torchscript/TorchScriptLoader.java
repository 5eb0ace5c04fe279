package dev.radin.inference.torchscript;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.DeviceChoice;
import dev.radin.inference.MeasuringNetwork;
import dev.radin.inference.Network;
import java.nio.file.Path;

/**
 * Loads TorchScript files into PyTorch. TorchScript is a program: what is loaded here can do whatever PyTorch can.
 * libtorch checks neither lengths nor checksums of an archive's records, so whoever calls this has done so.
 */
public final class TorchScriptLoader {

    private static final String[] NO_EXTRA_FILES = {};

    private final Device device;
    private final NetworkOutput output;

    private TorchScriptLoader(Device device, NetworkOutput output) {
        this.device = device;
        this.output = output;
    }

    /**
     * Starts PyTorch in this process if that has not happened yet.
     *
     * @param threads CPU threads of one operation, from now on and for every network of this process; 0 for as many as
     *     there are processors
     * @param output of every network that is loaded
     * @throws RadinException {@code MachineUnfit} when PyTorch cannot be loaded here, or a GPU is asked for and none seen
     */
    public static TorchScriptLoader start(DeviceChoice device, int threads, NetworkOutput output) {
        LibTorch.start(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
        return new TorchScriptLoader(LibTorch.device(device), output);
    }

    /** {@code cpu} or {@code cuda}. */
    public String deviceType() {
        return device.isGpu() ? "cuda" : "cpu";
    }

    /**
     * Loads a network in eval mode.
     *
     * @param file a local TorchScript file; it may be deleted afterwards
     * @param name what messages call the network
     * @throws RadinException {@code InvalidInput} when PyTorch cannot load it
     */
    public Network load(Path file, String name) {
        return new TorchScriptNetwork(module(file, name), output);
    }

    /**
     * Loads a network whose code measures what it is run on.
     *
     * @param file as {@link dev.radin.tensor.torch.TorchScriptArchive#writeMeasuring} writes it; likewise
     * @throws RadinException {@code InvalidInput} when PyTorch cannot load it
     */
    public MeasuringNetwork loadMeasuring(Path file, String name) {
        return new TorchScriptMeasuring(module(file, name));
    }

    private LoadedModule module(Path file, String name) {
        NDManager manager = NDManager.newBaseManager(device, LibTorch.ENGINE);
        try {
            PtSymbolBlock module =
                    JniUtils.loadModule((PtNDManager) manager, file, true, NO_EXTRA_FILES, NO_EXTRA_FILES, false);
            JniUtils.enableInferenceMode(module);
            return new LoadedModule(name, deviceType(), module, (PtNDManager) manager);
        } catch (EngineException e) {
            manager.close();
            throw EngineFault.of(e).memoryShort()
                    ? new RadinException(
                            Reason.WorkerFailed,
                            name + ": does not fit into memory: "
                                    + EngineFault.of(e).line(),
                            e)
                    : new RadinException(
                            Reason.InvalidInput,
                            name + ": PyTorch cannot load it as TorchScript: "
                                    + EngineFault.of(e).line() + ". Save it with torch.jit.save.",
                            e);
        }
    }
}
