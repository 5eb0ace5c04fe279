package dev.radin.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.dataset.convert.Conversion;
import dev.radin.dataset.convert.CsvTable;
import dev.radin.dataset.convert.Framing;
import dev.radin.dataset.convert.ImageFolder;
import dev.radin.dataset.convert.Interpolation;
import dev.radin.dataset.convert.MemoryBound;
import dev.radin.dataset.convert.NumpyArrays;
import dev.radin.dataset.convert.PixelScaling;
import dev.radin.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;

class ConversionFuzzTest {

    private static final MemoryBound MEMORY = new MemoryBound(256L << 20);

    private static final List<String> EXTENSIONS = List.of("png", "jpg", "bmp", "gif");
    private static final TorchZip ARRAYS = TorchZip.resource("/dataset/stored.npz");

    @TempDir
    static Path folder;

    /** A whole archive of arrays; most inputs stop at its directory. */
    @FuzzTest
    @DictionaryFile(resourcePath = "npy.dict")
    void npz(byte[] file) throws IOException {
        Path npz = Files.write(folder.resolve("arrays.npz"), file);
        for (boolean channelsLast : new boolean[] {false, true}) {
            NumpyArrays.Options options = new NumpyArrays.Options(
                    List.of(), "", channelsLast, channelsLast ? Optional.of(PixelScaling.UNIT) : Optional.empty());
            convert(() -> NumpyArrays.open(npz, options, MEMORY));
        }
    }

    /** One array in a sound archive: an even first byte makes it the inputs, an odd one the labels. */
    @FuzzTest
    @DictionaryFile(resourcePath = "npy.dict")
    void npy(byte[] input) throws IOException {
        if (input.length > 0) {
            String[] arrays = ARRAYS.names(".npy");
            byte[] array = Arrays.copyOfRange(input, 1, input.length);
            npz(ARRAYS.with(arrays[(input[0] & 1) % arrays.length], array));
        }
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "csv.dict")
    void csv(byte[] table) throws IOException {
        Path csv = Files.write(folder.resolve("table.csv"), table);
        for (DType dtype : List.of(DType.F32, DType.I64, DType.U8)) {
            convert(() -> CsvTable.open(
                    csv, new CsvTable.Options("-1", List.of(), ',', true, dtype, Optional.empty(), List.of()), MEMORY));
        }
    }

    /** The first byte says what the file is called. */
    @FuzzTest
    @DictionaryFile(resourcePath = "image.dict")
    void image(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        Path images = Files.createDirectories(folder.resolve("images/class"));
        String name = "1." + EXTENSIONS.get((input[0] & 0xFF) % EXTENSIONS.size());
        Path image = Files.write(images.resolve(name), Arrays.copyOfRange(input, 1, input.length));
        convert(() -> ImageFolder.open(
                images.getParent(),
                new ImageFolder.Options(
                        Framing.resized(8, 8, Interpolation.BICUBIC),
                        false,
                        PixelScaling.UNIT,
                        List.of("class", "another")),
                MEMORY));
        Files.delete(image);
    }

    private static void convert(Supplier<Conversion> open) {
        Refusal.allow(() -> {
            try (Conversion conversion = open.get()) {
                conversion.metadata();
                conversion.write((tensor, bytes) -> bytes.position(bytes.limit()));
            }
        });
    }
}
