package dev.radin.cli;

import dev.radin.cache.WorkerSettings;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.FileFaults;
import dev.radin.store.ScratchFolder;
import dev.radin.tensor.Limits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How this machine is used; none of it changes a result, but for the device. */
final class MachineOptions {

    private static final String SCRATCH_PREFIX = "radin-scratch-";
    private static final Duration ABANDONED = Duration.ofDays(2);

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

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "For averaged weights; needs room for a share's soups (default: the temporary folder).")
    private Path scratch;

    /** Gives a scratch folder that is gone afterwards, whatever happens. */
    <T> T withSettings(Function<WorkerSettings, T> work) {
        Limits bounds = limits.limits();
        int threadCount = threads.count();
        Path folder = scratchFolder();
        try {
            return work.apply(new WorkerSettings(deviceType(), threadCount, folder, bounds));
        } finally {
            remove(folder);
        }
    }

    /** The GPU image, and whoever points at a libtorch with CUDA, sets PYTORCH_FLAVOR; asking libtorch would take a second. */
    private String deviceType() {
        String flavor = System.getenv().getOrDefault("PYTORCH_FLAVOR", "cpu");
        return device == DeviceOption.auto ? flavor.startsWith("cu") ? "cuda" : "cpu" : device.name();
    }

    private Path scratchFolder() {
        Path parent = scratch == null ? Path.of(System.getProperty("java.io.tmpdir")) : scratch;
        try {
            Files.createDirectories(parent);
            removeAbandoned(parent);
            return Files.createTempDirectory(parent, SCRATCH_PREFIX);
        } catch (IOException e) {
            throw new RadinException(
                    FileFaults.isRefused(e) ? Reason.MachineUnfit : Reason.StorageFailed,
                    parent + ": cannot hold scratch files: " + FileFaults.describe(e)
                            + "; choose another folder with --scratch",
                    e);
        }
    }

    /** What killed runs have left: a live one touches its folder with every pass. */
    private static void removeAbandoned(Path parent) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, SCRATCH_PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && Files.isWritable(folder)
                        && Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
                    remove(folder);
                }
            }
        }
    }

    private static void remove(Path folder) {
        try {
            ScratchFolder.remove(folder);
        } catch (IOException e) {
            System.err.println("radin: " + folder + " could not be removed: " + FileFaults.describe(e));
        }
    }
}
