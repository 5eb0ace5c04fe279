package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets are made in a heap far smaller than they are, and what does not fit is refused by name before it is read. */
class DatasetMemoryTest {

    private static final RadinProcess.Launch SMALL = RadinProcess.Launch.plain("-Xmx64m", "-XX:+UseSerialGC");

    @TempDir
    private Path folder;

    @Test
    void pictures() throws IOException {
        picture("a/1.png", 1500, 1000);
        picture("b/1.jpg", 1500, 1000);
        picture("b/2.png", 6000, 4000);
        Object[] arguments = {
            "dataset", "images", "--to", folder.resolve("val.safetensors"), "--memory", "40", folder.resolve("photos")
        };

        Cli.Result refused = SMALL.run(arguments);
        Files.delete(folder.resolve("photos/b/2.png"));
        Cli.Result made = SMALL.run(arguments);

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .startsWith("radin: InvalidInput: file://" + folder.resolve("photos/b/2.png")
                        + ": decoding its 24000000 pixels takes ")
                .endsWith(" MiB of memory, more than the 40 of --memory; raise it, or shrink the image\n")
                .hasLineCount(1);
        assertThat(made.exitCode()).as(made.err()).isZero();
    }

    /** 120 MB of pictures with their channels last, one of which is held at a time. */
    @Test
    void arrays() throws IOException {
        Path file = folder.resolve("pictures.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            array(zip, "x", "|u1", "False", List.of(200, 500, 400, 3), 1);
            array(zip, "columns", "<f4", "True", List.of(200, 50_000), 4);
            array(zip, "y", "<i8", "False", List.of(200), 8);
        }
        Path target = folder.resolve("val.safetensors");

        Cli.Result made = SMALL.run("dataset", "npz", "--to", target, "--memory", "16", "--channels-last", file);
        Cli.Result refused =
                SMALL.run("dataset", "npz", "--to", folder.resolve("2"), "--memory", "16", "--inputs", "columns", file);

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(Files.size(target)).isGreaterThan(120_000_000);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .contains("pictures.npz: turning array \"columns\", being in Fortran order, takes 77 MiB of memory")
                .endsWith("raise it, or save numpy.ascontiguousarray of it\n");
    }

    /** 70 MB of text; then one row of a megabyte. */
    @Test
    void tables() throws IOException {
        Path file = folder.resolve("table.csv");
        String cells = "0.12345678,".repeat(100);
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("x,".repeat(100) + "y\n");
            for (int row = 0; row < 60_000; row++) {
                writer.write(cells + row % 3 + "\n");
            }
        }
        Path wide = Files.writeString(folder.resolve("wide.csv"), "0,".repeat(1 << 19) + "y\n");

        Cli.Result made = SMALL.run("dataset", "csv", "--to", folder.resolve("1"), "--memory", "16", file);
        Cli.Result refused = SMALL.run("dataset", "csv", "--to", folder.resolve("2"), "--memory", "16", wide);

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("wide.csv", "raise --memory").hasLineCount(1);
    }

    private void picture(String name, int width, int height) throws IOException {
        Path file = folder.resolve("photos").resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.substring(name.length() - 3);
        assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), format, file.toFile()))
                .isTrue();
    }

    /** As NumPy saves zeros. */
    private static void array(
            ZipOutputStream zip, String name, String type, String fortran, List<Integer> shape, int width)
            throws IOException {
        String dimensions = shape.toString().replace("[", "").replace("]", ",");
        String header = "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': (" + dimensions + "), }";
        String padded = header + " ".repeat(117 - header.length()) + "\n";
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(("\u0093NUMPY\u0001\0\u0076\0" + padded).getBytes(StandardCharsets.ISO_8859_1));
        zeros(zip, shape.stream().mapToLong(d -> d).reduce(width, (a, b) -> a * b));
    }

    private static void zeros(OutputStream out, long count) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (long left = count; left > 0; left -= chunk.length) {
            out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
    }
}
