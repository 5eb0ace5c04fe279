package dev.radin.inference.torchscript;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a libtorch that does not come with this program. Another version than the one the JNI library was built
 * for loads without complaint and then takes one element type for another, so nothing but the right one is let in.
 */
final class LibTorchVersion {

    static final String NEEDED = "2.7.1";

    /** In Python's package beside {@code lib}, and in the libtorch archive above or in it. */
    private static final List<String> FILES = List.of("../version.py", "../build-version", "build-version");

    private static final Pattern VERSION = Pattern.compile("([0-9]+\\.[0-9]+\\.[0-9]+)[a-z0-9.+]*");

    private LibTorchVersion() {}

    static void check(Map<String, String> environment) {
        String folder = environment.get("PYTORCH_LIBRARY_PATH");
        if (folder == null || folder.isEmpty()) {
            return;
        }
        if (!environment.containsKey("PYTORCH_FLAVOR")) {
            throw unfit(folder, "is given without PYTORCH_FLAVOR. Set that to cpu or, for CUDA 12.8, cu128.");
        }
        String found = FILES.stream()
                .map(name -> version(Path.of(folder, name)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> unfit(
                        folder,
                        "does not tell its version: neither version.py nor build-version is beside it. Point it at"
                                + " the lib folder of PyTorch " + NEEDED + "."));
        if (!found.equals(NEEDED)) {
            throw unfit(folder, "holds PyTorch " + found + ". Point it at version " + NEEDED + ".");
        }
    }

    private static Optional<String> version(Path file) {
        try {
            Matcher matcher = VERSION.matcher(Files.readString(file));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static RadinException unfit(String folder, String problem) {
        return new RadinException(Reason.MachineUnfit, "PYTORCH_LIBRARY_PATH=" + folder + " " + problem);
    }
}
