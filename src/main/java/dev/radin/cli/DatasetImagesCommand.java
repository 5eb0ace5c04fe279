package dev.radin.cli;

import dev.radin.dataset.convert.Framing;
import dev.radin.dataset.convert.ImageFolder;
import dev.radin.dataset.convert.Interpolation;
import dev.radin.dataset.convert.PixelScaling;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description = {
            "From a folder with one sub-folder a class.",
            "",
            "  radin dataset images --to val.safetensors photos/",
            "",
            "Options:"
        })
final class DatasetImagesCommand implements Callable<Integer> {

    /** Of most networks trained on ImageNet. */
    private static final int USUAL_SIZE = 224;

    @Mixin
    private DatasetOutput output;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Side of the square that is cut from the centre (default: 224; with --no-resize the whole"
                    + " picture).")
    private Integer size;

    @Option(
            names = "--resize",
            paramLabel = "N",
            description = "Length of the shorter side before that (default: 8/7 of the size, as 256 for 224).")
    private Integer resize;

    @Option(
            names = "--no-resize",
            description = "Take pixels as they are. Without --size all pictures have the same size.")
    private boolean noResize;

    @Option(
            names = "--interpolation",
            defaultValue = "bilinear",
            paramLabel = "KIND",
            description = "Of resizing: bilinear or bicubic, as Pillow and torchvision have them (default:"
                    + " ${DEFAULT-VALUE}).")
    private Interpolation interpolation;

    @Option(names = "--grey", description = "One channel instead of three.")
    private boolean grey;

    @Mixin
    private PixelOptions pixels;

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "NAME",
            description = "The classes in the order of their indices (default: the sub-folders, sorted).")
    private List<String> classes = List.of();

    @Parameters(paramLabel = "FOLDER", description = "The images.")
    private Path folder;

    @Override
    public Integer call() {
        if (noResize && resize != null) {
            throw new RadinException(Reason.InvalidSpec, "--resize and --no-resize exclude each other; leave one out");
        }
        return output.write(memory -> ImageFolder.open(
                folder,
                new ImageFolder.Options(framing(), grey, pixels.scaling().orElse(PixelScaling.UNIT), classes),
                memory));
    }

    private Framing framing() {
        if (noResize) {
            return Framing.asTheyAre(size == null ? OptionalInt.empty() : OptionalInt.of(size));
        }
        int square = size == null ? USUAL_SIZE : size;
        return Framing.resized(resize == null ? square * 8 / 7 : resize, square, interpolation);
    }
}
