package dev.radin.dataset.convert;

import dev.radin.dataset.ClassNames;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Images in one sub-folder a class, as torchvision's ImageFolder has it. Inputs are U8 [examples, channels, size, size],
 * class by class, files by name; images are decoded one at a time. Names that begin with a dot are passed over.
 */
public final class ImageFolder implements Conversion {

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

    private static final long LARGEST_RESIZED_BYTES = 512L << 20;

    private final Options options;
    private final List<Path> files;
    private final List<String> classes;
    private final LabelColumn labels;
    private final TensorInfo inputs;

    /**
     * What becomes of an image.
     *
     * @param shorterSide what the image's shorter side is resized to, in pixels
     * @param size the side of the square that is then cut from its centre
     * @param grey one channel instead of red, green, blue
     * @param classes the classes in the order of their indices, for folders that have only some of them; empty for the
     *     sub-folders' names, sorted
     */
    public record Options(int shorterSide, int size, boolean grey, PixelScaling scaling, List<String> classes) {

        private static final int LARGEST_SIDE = 8192;

        public Options {
            classes = List.copyOf(classes);
            if (size < 1 || shorterSide < size || shorterSide > LARGEST_SIDE) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        "images cannot be resized to " + shorterSide + " and cropped to " + size
                                + " pixels: both are from 1 to " + LARGEST_SIDE
                                + ", and the crop is not larger than the shorter side.");
            }
            scaling.checkChannels(grey ? 1 : 3);
        }

        int channels() {
            return grey ? 1 : 3;
        }
    }

    private ImageFolder(Options options, List<Path> files, List<String> classes, LabelColumn labels) {
        this.options = options;
        this.files = files;
        this.classes = classes;
        this.labels = labels;
        long size = options.size();
        this.inputs =
                new TensorInfo("inputs", DType.U8, List.of((long) files.size(), (long) options.channels(), size, size));
    }

    /** Lists the images; opens none. */
    public static ImageFolder open(Path folder, Options options) {
        List<Path> folders = visible(folder);
        for (Path entry : folders) {
            if (!Files.isDirectory(entry)) {
                throw LocalFile.invalid(entry, "is no folder. Images lie in one sub-folder a class; remove this file.");
            }
        }
        List<String> found = folders.stream().map(ImageFolder::name).toList();
        List<String> classes = options.classes().isEmpty() ? found : options.classes();
        if (classes.size() < 2) {
            throw LocalFile.invalid(
                    folder, "has " + classes.size() + " sub-folders. It needs one a class, two at least.");
        }
        List<Path> files = new ArrayList<>();
        LabelColumn labels = new LabelColumn();
        for (Path classFolder : folders) {
            int index = classes.indexOf(name(classFolder));
            if (index < 0) {
                throw LocalFile.invalid(classFolder, "is not among the given classes. Name it there or remove it.");
            }
            for (Path image : images(classFolder)) {
                files.add(image);
                labels.add(index);
            }
        }
        return new ImageFolder(options, files, classes, labels);
    }

    @Override
    public List<TensorInfo> tensors() {
        return Stream.concat(Stream.of(inputs, labels.tensor()), options.scaling().tensors("").stream())
                .toList();
    }

    @Override
    public Map<String, String> metadata() {
        return ClassNames.metadata(classes);
    }

    @Override
    public void write(TensorSink sink) {
        for (Path file : files) {
            Pixels image = ImageFile.read(file, options.grey());
            if (image.bytesAtShorterSide(options.shorterSide()) > LARGEST_RESIZED_BYTES) {
                throw LocalFile.invalid(
                        file, "is " + image.width() + " x " + image.height() + " pixels, too narrow. Crop it.");
            }
            Pixels square = image.resizedToShorterSide(options.shorterSide()).centre(options.size());
            sink.write(inputs, ByteBuffer.wrap(square.planes()));
        }
        labels.write(sink);
        options.scaling().write(sink, "");
    }

    @Override
    public void close() {
        // No file stays open.
    }

    private static List<Path> images(Path classFolder) {
        List<Path> images = visible(classFolder);
        if (images.isEmpty()) {
            throw LocalFile.invalid(classFolder, "holds no images. Put some there or remove the folder.");
        }
        for (Path image : images) {
            String name = name(image);
            String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (!EXTENSIONS.contains(extension) || Files.isDirectory(image)) {
                throw LocalFile.invalid(
                        image, "is no image that can be read (PNG, JPEG, BMP, GIF). Convert it or remove it.");
            }
        }
        return images;
    }

    private static List<Path> visible(Path folder) {
        LocalFile.requireFolder(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
        } catch (IOException e) {
            throw LocalFile.unreadable(folder, e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
