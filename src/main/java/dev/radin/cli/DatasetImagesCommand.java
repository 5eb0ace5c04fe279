package dev.radin.cli;

import dev.radin.dataset.convert.ImageFolder;
import dev.radin.dataset.convert.PixelScaling;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "images", mixinStandardHelpOptions = true, description = "From a folder with one sub-folder a class.")
final class DatasetImagesCommand implements Callable<Integer> {

    @Mixin
    private DatasetOutput output;

    @Option(
            names = "--size",
            defaultValue = "224",
            paramLabel = "N",
            description = "Side of the square that is cut from the centre (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--resize",
            paramLabel = "N",
            description = "Length of the shorter side before that (default: 8/7 of the size, as 256 for 224).")
    private Integer resize;

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
        return output.write(() -> ImageFolder.open(
                folder,
                new ImageFolder.Options(
                        resize == null ? size * 8 / 7 : resize,
                        size,
                        grey,
                        pixels.scaling().orElse(PixelScaling.UNIT),
                        classes)));
    }
}
