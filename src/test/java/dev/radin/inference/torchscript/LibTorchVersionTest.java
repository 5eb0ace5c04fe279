package dev.radin.inference.torchscript;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibTorchVersionTest {

    @TempDir
    Path torch;

    @BeforeEach
    void makeLibFolder() throws IOException {
        Files.createDirectory(torch.resolve("lib"));
    }

    @Test
    void bundledLibraryNeedsNoCheck() {
        assertThatCode(() -> LibTorchVersion.check(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void pythonsPackageOfTheRightVersionIsLetIn() throws IOException {
        Files.writeString(
                torch.resolve("version.py"),
                "from typing import Optional\n\n__version__ = '2.7.1+cu128'\ndebug = False\n");

        assertThatCode(() -> LibTorchVersion.check(given("cu128"))).doesNotThrowAnyException();
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        Files.writeString(torch.resolve("build-version"), "2.7.10+cpu\n");

        assertThatThrownBy(() -> LibTorchVersion.check(given("cpu")))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("holds PyTorch 2.7.10. Point it at version 2.7.1.");
    }

    @Test
    void unknownVersionIsRefused() {
        assertThatThrownBy(() -> LibTorchVersion.check(given("cpu")))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("does not tell its version");
    }

    @Test
    void missingFlavorIsRefused() {
        assertThatThrownBy(() -> LibTorchVersion.check(Map.of("PYTORCH_LIBRARY_PATH", torch.toString())))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("without PYTORCH_FLAVOR");
    }

    private Map<String, String> given(String flavor) {
        return Map.of("PYTORCH_LIBRARY_PATH", torch.resolve("lib").toString(), "PYTORCH_FLAVOR", flavor);
    }
}
