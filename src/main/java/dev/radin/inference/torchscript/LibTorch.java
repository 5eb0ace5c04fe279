package dev.radin.inference.torchscript;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import dev.radin.fault.ProcessUser;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import dev.radin.inference.DeviceChoice;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** PyTorch's native library in this process: loaded once, with settings that it reads only then. */
final class LibTorch {

    static final String ENGINE = "PyTorch";

    /** Held, as unreferenced loggers forget their level. DJL warns of a missing CUDA driver, and speaks of threads. */
    private static final Logger DJL = Logger.getLogger("ai.djl");

    private static final Pattern UNKNOWN_GPU = Pattern.compile(
            "(?i)no kernel image|driver version is insufficient|no CUDA-capable device|not compiled with");

    private LibTorch() {}

    static synchronized void start(int threads) {
        setUnlessGiven("ai.djl.offline", "true");
        setUnlessGiven("OPT_OUT_TRACKING", "true");
        // Without this the first calls of every module are slow, and later ones no quicker.
        setUnlessGiven("ai.djl.pytorch.graph_optimizer", "false");
        setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
        setUnlessGiven("ai.djl.pytorch.num_threads", Integer.toString(threads));
        DJL.setLevel(Level.SEVERE);
        LibTorchVersion.check(System.getenv());
        try {
            Engine.getEngine(ENGINE);
            JniUtils.setNumThreads(threads);
        } catch (RuntimeException | LinkageError e) {
            throw new RadinException(
                    reason(e),
                    "PyTorch's native library cannot be loaded on this machine: "
                            + EngineFault.of(RootCause.of(e)).line()
                            + ". It needs Linux on x86-64 or arm64, whichever this program was built for, and 500 MB in "
                            + Utils.getEngineCacheDir()
                            + ", or in the folder that DJL_CACHE_DIR names, that " + ProcessUser.words()
                            + " may write; where an image has it there already, all of it must be readable: chmod -R a+rX",
                    e);
        }
    }

    static Device device(DeviceChoice choice) {
        if (choice == DeviceChoice.CPU) {
            return Device.cpu();
        }
        boolean cuda = Engine.getEngine(ENGINE).hasCapability(StandardCapabilities.CUDA);
        if (!cuda && choice == DeviceChoice.AUTO) {
            return Device.cpu();
        }
        if (!cuda) {
            throw noGpu(Reason.MachineUnfit, "PyTorch sees no CUDA device here", null);
        }
        try (NDManager manager = NDManager.newBaseManager(Device.gpu(), ENGINE)) {
            manager.zeros(new Shape(1), DataType.FLOAT32);
            return Device.gpu();
        } catch (EngineException e) {
            String problem = EngineFault.of(e).line();
            // Another process may hold its memory; a driver or a model that PyTorch does not know stays what it is.
            Reason reason = UNKNOWN_GPU.matcher(problem).find() ? Reason.MachineUnfit : Reason.WorkerFailed;
            throw noGpu(reason, "the GPU does not work: " + problem, e);
        }
    }

    /** A disk or a memory that is full now may not be later; nothing else that keeps a library from loading passes. */
    private static Reason reason(Throwable failure) {
        String words = String.valueOf(RootCause.of(failure).getMessage());
        return words.contains("No space left") || words.contains("quota exceeded") || words.contains("Cannot allocate")
                ? Reason.WorkerFailed
                : Reason.MachineUnfit;
    }

    private static RadinException noGpu(Reason reason, String problem, Throwable cause) {
        return new RadinException(
                reason,
                "a GPU was asked for, and " + problem
                        + ". Run where PyTorch 2.7.1 with CUDA is (PYTORCH_LIBRARY_PATH and PYTORCH_FLAVOR name it),"
                        + " or choose the CPU.",
                cause);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
