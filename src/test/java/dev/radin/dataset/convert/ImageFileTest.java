package dev.radin.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures made by dev/fixtures/pictures.py. */
class ImageFileTest {

    private static final Path PICTURES = Path.of("src/test/resources/pictures").toAbsolutePath();

    @TempDir
    Path folder;

    static List<String> pictures() throws IOException {
        try (Stream<Path> files = Files.list(PICTURES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rgb"))
                    .map(name -> name.substring(0, name.length() - ".rgb".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void samplesAreThoseOfPillow(String name) throws IOException {
        assertThat(ImageFile.read(PICTURES.resolve(name), false, Converted.MEMORY)
                        .planes())
                .isEqualTo(Files.readAllBytes(PICTURES.resolve(name + ".rgb")));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void whatIsCutShortIsRefused(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(PICTURES.resolve(name));
        Path cut = folder.resolve(name);
        for (int length : new int[] {bytes.length / 4, bytes.length / 2, bytes.length - 4}) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ImageFile.read(cut, false, Converted.MEMORY))
                    .as("%s bytes of %s", length, bytes.length)
                    .isInstanceOfSatisfying(
                            RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidInput))
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile.jpg", "rgb-16.png"})
    void aDamagedByteIsNoticed(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(PICTURES.resolve(name));
        Arrays.fill(bytes, bytes.length - 120, bytes.length - 60, (byte) 0xFE);
        Path damaged = Files.write(folder.resolve(name), bytes);

        assertThatThrownBy(() -> ImageFile.read(damaged, false, Converted.MEMORY))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining(name);
    }

    @Test
    void cmykIsRefusedByName() {
        assertThatThrownBy(() -> ImageFile.read(PICTURES.resolve("cmyk.jpeg"), false, Converted.MEMORY))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("cmyk.jpeg: is a CMYK JPEG");
    }

    @Test
    void aFrameThatDoesNotFillItsGifIsRefused() throws IOException {
        byte[] gif = Files.readAllBytes(PICTURES.resolve("palette.gif"));
        gif[6]++;
        Path wider = Files.write(folder.resolve("wider.gif"), gif);

        assertThatThrownBy(() -> ImageFile.read(wider, false, Converted.MEMORY))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("smaller than the picture");
    }

    @Test
    void tooLittleMemoryIsNotToldAsDamage() {
        RadinException fault =
                ImageFile.fault(folder.resolve("large.png"), new IIOException("", new OutOfMemoryError()));

        assertThat(fault.reason()).isEqualTo(Reason.WorkerFailed);
        assertThat(fault).hasMessageContaining("large.png: decoding it takes more memory");
    }

    @Test
    void whateverAReaderThrowsIsARefusal() {
        RadinException fault = ImageFile.fault(folder.resolve("odd.png"), new ArithmeticException("/ by zero"));

        assertThat(fault.reason()).isEqualTo(Reason.InvalidInput);
        assertThat(fault)
                .hasMessageContaining("odd.png: cannot be decoded: / by zero")
                .hasCauseInstanceOf(ArithmeticException.class);
    }
}
