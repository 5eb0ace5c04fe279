package dev.radin.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.InMemoryStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {

    @TempDir
    Path folder;

    @Test
    void subFoldersAreClassesInSortedOrder() throws IOException {
        image("wolf/2.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        image("ant/b.PNG", BufferedImage.TYPE_INT_RGB, 0x405060);
        image("ant/a.bmp", BufferedImage.TYPE_INT_RGB, 0x708090);
        Files.writeString(folder.resolve("ant/.hidden"), "");

        try (Dataset dataset =
                Converted.dataset(ImageFolder.open(folder, options(2, false, List.of()), Converted.MEMORY))) {
            assertThat(Converted.labels(dataset)).containsExactly(0, 0, 1);
            assertThat(dataset.metadata()).containsEntry("classes", "[\"ant\",\"wolf\"]");
            assertThat(bytes(dataset))
                    .containsExactly(
                            0x70, 0x70, 0x70, 0x70, 0x80, 0x80, 0x80, 0x80, 0x90, 0x90, 0x90, 0x90, //
                            0x40, 0x40, 0x40, 0x40, 0x50, 0x50, 0x50, 0x50, 0x60, 0x60, 0x60, 0x60, //
                            0x10, 0x10, 0x10, 0x10, 0x20, 0x20, 0x20, 0x20, 0x30, 0x30, 0x30, 0x30);
        }
    }

    @Test
    void networkSeesMeanAndStdOfEachChannel() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0xFF0080);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0);
        PixelScaling imagenet =
                new PixelScaling(1 / 255.0, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
        ImageFolder.Options options =
                new ImageFolder.Options(Framing.resized(1, 1, Interpolation.BILINEAR), false, imagenet, List.of());

        try (Dataset dataset = Converted.dataset(ImageFolder.open(folder, options, Converted.MEMORY))) {
            float[] expected = {
                (1 - 0.485f) / 0.229f, -0.456f / 0.224f, (128 / 255f - 0.406f) / 0.225f,
                -0.485f / 0.229f, -0.456f / 0.224f, -0.406f / 0.225f
            };
            assertThat(Converted.floats(dataset)).containsExactly(expected, within(1e-6f));
        }
    }

    @Test
    void greySamplesAreTakenAsTheyAre() throws IOException {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 64, 128, 255});
        Path file = folder.resolve("grey.png");
        ImageIO.write(image, "png", file.toFile());

        assertThat(ImageFile.read(file, true, Converted.MEMORY).planes()).containsExactly(0, 64, 128, 255);
        assertThat(ImageFile.read(file, false, Converted.MEMORY).planes())
                .containsExactly(0, 64, 128, 255, 0, 64, 128, 255, 0, 64, 128, 255);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_INDEXED})
    void whiteIsWhiteInEveryKindOfImage(int type) throws IOException {
        image("a/white.png", type, 0xFFFFFF);

        assertThat(ImageFile.read(folder.resolve("a/white.png"), true, Converted.MEMORY)
                        .planes())
                .containsOnly(255);
        assertThat(ImageFile.read(folder.resolve("a/white.png"), false, Converted.MEMORY)
                        .planes())
                .containsOnly(255);
    }

    @Test
    void jpegAndGifAreRead() throws IOException {
        image("a/1.jpg", BufferedImage.TYPE_INT_RGB, 0x808080);
        image("b/1.gif", BufferedImage.TYPE_INT_RGB, 0x808080);

        try (Dataset dataset =
                Converted.dataset(ImageFolder.open(folder, options(2, true, List.of()), Converted.MEMORY))) {
            assertThat(Converted.floats(dataset)).containsOnly(128 * (1 / 255f));
        }
    }

    @Test
    void aClassThatIsNamedTwiceIsRefused() {
        assertThatThrownBy(() -> options(1, true, List.of("cat", "dog", "cat")))
                .isInstanceOf(RadinException.class)
                .hasMessage("--classes: names \"cat\" twice; name each class once");
    }

    @Test
    void givenClassesKeepTheirOrderAndMayBeAbsent() throws IOException {
        image("ant/1.png", BufferedImage.TYPE_INT_RGB, 0);

        try (Dataset dataset = Converted.dataset(
                ImageFolder.open(folder, options(1, true, List.of("wolf", "cat", "ant")), Converted.MEMORY))) {
            assertThat(Converted.labels(dataset)).containsExactly(2);
        }
        assertFault(options(1, true, List.of("wolf", "cat")), "ant/: is not among the given classes");
    }

    @Test
    void whatIsNoImageIsNamed() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0);

        Path webp = Files.writeString(folder.resolve("b/2.webp"), "");
        assertFault(options(1, true, List.of()), "b/2.webp: is no image that can be read");
        Files.delete(webp);
        Path deeper = Files.createDirectory(folder.resolve("b/deeper"));
        assertFault(options(1, true, List.of()), "b/deeper/: is a folder within a class");
        Files.delete(deeper);
        Path fake = Files.writeString(folder.resolve("b/fake.png"), "no PNG");
        assertFault(options(1, true, List.of()), "b/fake.png: is damaged, or no PNG");
        byte[] png = Files.readAllBytes(folder.resolve("a/1.png"));
        Files.write(fake, Arrays.copyOf(png, png.length / 2));
        assertFault(options(1, true, List.of()), "b/fake.png: is cut short: ");
        Files.delete(fake);
        Files.createDirectory(folder.resolve("empty"));
        assertFault(options(1, true, List.of()), "empty/: holds no images");
        Files.delete(folder.resolve("empty"));
        Files.writeString(folder.resolve("stray.png"), "");
        assertFault(options(1, true, List.of()), "stray.png: is in no class");
    }

    /** RowsPerStrip is 0, and the platform's reader of TIFF divides by it. */
    @Test
    void anotherFormatUnderAPicturesNameIsRefused() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0);
        Files.write(
                folder.resolve("b/1.png"),
                HexFormat.of()
                        .parseHex(
                                "49492a000800000009000001040001000000020000000101040001000000020000000201040001000000080000"
                                        + "0003010400010000000100000006010400010000000100000011010400010000006e0000001501040001000000"
                                        + "010000001601040001000000000000001701040001000000040000000000000001010101010101010101010101"
                                        + "010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101"
                                        + "010101010101"));

        assertFault(options(1, true, List.of()), "b/1.png: is damaged, or no PNG, JPEG, BMP or GIF");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 80, 99})
    void aJpegThatIsCutIsRefused(int percent) throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0);
        image("b/1.jpg", BufferedImage.TYPE_INT_RGB, 0x123456);
        byte[] jpeg = Files.readAllBytes(folder.resolve("b/1.jpg"));
        Files.write(folder.resolve("b/1.jpg"), Arrays.copyOf(jpeg, jpeg.length * percent / 100));

        assertFault(options(1, true, List.of()), "b/1.jpg: ");
    }

    @Test
    void whatIsNoPictureIsPassedOverAndCounted() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0xFFFFFF);
        assertThat(notes(options(1, true, List.of()))).isEmpty();

        Files.writeString(folder.resolve("a/notes.txt"), "");
        assertThat(notes(options(1, true, List.of())))
                .containsExactly("passed over " + folder.resolve("a/notes.txt").toUri() + ", which is no picture");

        for (String name : List.of(".DS_Store", "README.md", "a/._1.png", "b/Thumbs.db", "b/without-ending")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.createDirectory(folder.resolve(".ipynb_checkpoints"));
        assertThat(notes(options(1, true, List.of())))
                .containsExactly("passed over 7 files that are no pictures, the first is "
                        + folder.resolve(".DS_Store").toUri());
    }

    @Test
    void picturesOfTheWantedSizeAreTakenAsTheyAreWhenAskedTo() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0x102030);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0x405060);
        ImageFolder.Options asTheyAre =
                new ImageFolder.Options(Framing.asTheyAre(OptionalInt.empty()), false, PixelScaling.UNIT, List.of());
        ImageFolder.Options cropped =
                new ImageFolder.Options(Framing.asTheyAre(OptionalInt.of(2)), false, PixelScaling.UNIT, List.of());

        try (Dataset dataset = Converted.dataset(ImageFolder.open(folder, asTheyAre, Converted.MEMORY));
                Dataset squares = Converted.dataset(ImageFolder.open(folder, cropped, Converted.MEMORY))) {
            assertThat(dataset.inputs().get(0).exampleShape()).containsExactly(3L, 2L, 3L);
            assertThat(squares.inputs().get(0).exampleShape()).containsExactly(3L, 2L, 2L);
            assertThat(bytes(dataset)).hasSize(36).startsWith(0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x20);
        }
        assertThat(ImageIO.write(
                        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
                        "png",
                        folder.resolve("b/2.png").toFile()))
                .isTrue();
        assertFault(asTheyAre, "b/2.png: is 2 x 2 pixels but file://" + folder.resolve("a/1.png") + " is 3 x 2");
        assertFault(
                new ImageFolder.Options(Framing.asTheyAre(OptionalInt.of(3)), false, PixelScaling.UNIT, List.of()),
                "a/1.png: is 3 x 2 pixels, too small to cut 3 x 3 from it");
    }

    @Test
    void enlargingWhatHasItsSizeAlreadyIsTold() throws IOException {
        for (String name : List.of("a/1.png", "b/1.png")) {
            Files.createDirectories(folder.resolve(name).getParent());
            ImageIO.write(
                    new BufferedImage(7, 7, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve(name).toFile());
        }
        Framing usual = Framing.resized(8, 7, Interpolation.BILINEAR);

        assertThat(notes(new ImageFolder.Options(usual, false, PixelScaling.UNIT, List.of())))
                .singleElement()
                .asString()
                .contains("--no-resize");
        image("b/2.png", BufferedImage.TYPE_INT_RGB, 0);
        assertThat(notes(new ImageFolder.Options(usual, false, PixelScaling.UNIT, List.of())))
                .isEmpty();
    }

    @Test
    void folderWithoutClassesIsNamed() {
        assertFault(options(1, true, List.of()), "has 0 sub-folders. It needs one a class, two at least.");
    }

    @Test
    void claimOfManyPixelsIsRefusedBeforeDecoding() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0);
        byte[] png = Files.readAllBytes(folder.resolve("a/1.png"));
        CRC32 checksum = new CRC32();
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        Files.write(folder.resolve("b/1.png"), png);

        assertFault(options(1, true, List.of()), "b/1.png: has 3600000000 pixels, more than the limit of 100000000");
    }

    @Test
    void namesOfFilesCountUnderMemoryPicturesOrNot() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0);
        for (int i = 0; i < 1000; i++) {
            Files.createFile(folder.resolve("b/" + i + ".txt"));
        }

        assertThatThrownBy(() -> ImageFolder.open(folder, options(1, true, List.of()), new MemoryBound(100_000)))
                .hasMessage(LocalFile.uri(folder.resolve("b"))
                        + ": holding the names of all files up to this folder takes 1 MiB of memory, more than the 1 of"
                        + " --memory; raise it, or make several datasets of the pictures");
    }

    @Test
    void whatExistsIsNotOverwrittenAndAFailureLeavesNothing() throws IOException {
        image("a/1.png", BufferedImage.TYPE_INT_RGB, 0);
        image("b/1.png", BufferedImage.TYPE_INT_RGB, 0);
        InMemoryStore store = new InMemoryStore();
        ImageFolder images = ImageFolder.open(folder, options(1, true, List.of()), Converted.MEMORY);
        Files.writeString(folder.resolve("b/1.png"), "");

        assertThatThrownBy(() -> DatasetPublication.publish(images, store, Converted.TARGET))
                .hasMessageContaining("b/1.png: is damaged");
        assertThat(store.content(Converted.TARGET.toString())).isNull();

        store.with(Converted.TARGET.toString(), new byte[0]);
        assertThatThrownBy(() -> DatasetPublication.publish(images, store, Converted.TARGET))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageContaining("exists already");
    }

    private void assertFault(ImageFolder.Options options, String problem) {
        assertThatThrownBy(() -> Converted.dataset(ImageFolder.open(folder, options, Converted.MEMORY)))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("file:///")
                .hasMessageContaining(problem);
    }

    private List<String> notes(ImageFolder.Options options) {
        ImageFolder images = ImageFolder.open(folder, options, Converted.MEMORY);
        Converted.dataset(images).close();
        return images.notes();
    }

    private void image(String name, int type, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, type);
        for (int i = 0; i < 6; i++) {
            image.setRGB(i % 3, i / 3, rgb);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    }

    private static ImageFolder.Options options(int size, boolean grey, List<String> classes) {
        return new ImageFolder.Options(
                Framing.resized(size, size, Interpolation.BILINEAR), grey, PixelScaling.UNIT, classes);
    }

    private static int[] bytes(Dataset dataset) {
        float[] values = Converted.floats(dataset);
        int[] bytes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = Math.round(values[i] * 255);
        }
        return bytes;
    }
}
