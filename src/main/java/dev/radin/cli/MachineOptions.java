package dev.radin.cli;

import dev.radin.cache.WorkerSettings;
import dev.radin.tensor.Limits;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How this machine is used; none of it changes a result, but for the device. */
final class MachineOptions {

    enum DeviceOption {
        auto,
        cpu,
        cuda
    }

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "DEVICE",
            description = "cpu, cuda, or auto: cuda when PYTORCH_FLAVOR says that this libtorch has it"
                    + " (default: ${DEFAULT-VALUE}).")
    private DeviceOption device;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private ScratchOption scratch;

    /** Gives a scratch folder that is gone afterwards, whatever happens. */
    <T> T withSettings(Function<WorkerSettings, T> work) {
        Limits bounds = limits.limits();
        int threadCount = threads.count();
        return scratch.withFolder(folder -> work.apply(new WorkerSettings(deviceType(), threadCount, folder, bounds)));
    }

    /** The GPU image, and whoever points at a libtorch with CUDA, sets PYTORCH_FLAVOR; asking libtorch would take a second. */
    private String deviceType() {
        String flavor = System.getenv().getOrDefault("PYTORCH_FLAVOR", "cpu");
        return device == DeviceOption.auto ? flavor.startsWith("cu") ? "cuda" : "cpu" : device.name();
    }
}
