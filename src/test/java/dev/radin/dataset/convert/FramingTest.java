package dev.radin.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What dev/fixtures/resize.py had torchvision make of the pictures, to the byte. */
class FramingTest {

    private static final Path PICTURES = Path.of("src/test/resources/resize");

    static List<String> made() throws IOException {
        try (Stream<Path> files = Files.list(PICTURES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rgb"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("made")
    void resizingEqualsTorchvisionsToTheByte(String name) throws IOException {
        String[] parts = name.replace(".rgb", "").split("-");
        Path file = PICTURES.resolve(parts[0] + ".png");
        Framing framing = Framing.resized(
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Interpolation.valueOf(parts[1].toUpperCase(Locale.ROOT)));

        assertThat(framing.frame(file, ImageFile.read(file, false, Converted.MEMORY), Converted.MEMORY)
                        .planes())
                .isEqualTo(Files.readAllBytes(PICTURES.resolve(name)));
    }

    @ParameterizedTest
    @CsvSource({"8, 9", "0, 0", "8193, 224", "-1, -1"})
    void sizesThatCannotBeAreRefused(int shorterSide, int size) {
        assertThatThrownBy(() -> Framing.resized(shorterSide, size, Interpolation.BICUBIC))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidSpec));
    }
}
