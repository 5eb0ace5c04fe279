package dev.radin.dataset.convert;

import dev.radin.dataset.ClassNames;
import dev.radin.fault.Counted;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Images in one sub-folder a class, as torchvision's ImageFolder has it. Inputs are U8 [examples, channels, height,
 * width], class by class, files by name; images are decoded one at a time. What is no picture is passed over.
 */
public final class ImageFolder implements Conversion {

    private final Options options;
    private final MemoryBound memory;
    private final List<Path> files;
    private final List<String> classes;
    private final LabelColumn labels;
    private final StrayFiles strays;
    private final TensorInfo inputs;
    private boolean allEnlargedOnlyToCut = true;

    /**
     * What becomes of an image.
     *
     * @param grey one channel instead of red, green, blue
     * @param classes the classes in the order of their indices, for folders that have only some of them; empty for the
     *     sub-folders' names, sorted
     */
    public record Options(Framing framing, boolean grey, PixelScaling scaling, List<String> classes) {

        public Options {
            classes = ClassNames.given(classes);
            scaling.checkChannels(grey ? 1 : 3);
        }

        int channels() {
            return grey ? 1 : 3;
        }
    }

    private ImageFolder(
            Options options,
            MemoryBound memory,
            List<Path> files,
            List<String> classes,
            LabelColumn labels,
            StrayFiles strays) {
        this.options = options;
        this.memory = memory;
        this.files = files;
        this.classes = classes;
        this.labels = labels;
        this.strays = strays;
        long side = options.framing().size().orElse(0);
        Pixels first = side > 0 ? null : ImageFile.read(files.get(0), options.grey(), memory);
        this.inputs = new TensorInfo(
                "inputs",
                DType.U8,
                List.of(
                        (long) files.size(),
                        (long) options.channels(),
                        first == null ? side : first.height(),
                        first == null ? side : first.width()));
    }

    /** Lists the images; opens none but the first, where that one's size is everyone's. */
    public static ImageFolder open(Path folder, Options options, MemoryBound memory) {
        StrayFiles strays = new StrayFiles();
        PictureFiles pictures = new PictureFiles(memory, strays);
        List<Path> folders = pictures.classFolders(folder);
        List<String> found = folders.stream().map(PictureFiles::name).toList();
        List<String> classes = options.classes().isEmpty() ? found : options.classes();
        if (classes.size() < 2) {
            throw LocalFile.invalid(
                    folder,
                    "has " + Counted.of(classes.size(), "sub-folder") + ". It needs one a class, two at least.");
        }
        List<Path> files = new ArrayList<>();
        LabelColumn labels = new LabelColumn();
        for (Path classFolder : folders) {
            int index = classes.indexOf(PictureFiles.name(classFolder));
            if (index < 0) {
                throw LocalFile.invalid(classFolder, "is not among the given classes. Name it there or remove it.");
            }
            for (Path image : pictures.pictures(classFolder)) {
                files.add(image);
                labels.add(index);
            }
        }
        if (files.isEmpty()) {
            throw LocalFile.invalid(folder, "holds no images. It needs one sub-folder a class.");
        }
        return new ImageFolder(options, pictures.memoryLeft(), files, classes, labels, strays);
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
            Pixels image = ImageFile.read(file, options.grey(), memory);
            allEnlargedOnlyToCut &= options.framing().enlargesOnlyToCut(image);
            Pixels framed = options.framing().frame(file, image, memory);
            if (framed.height() != inputs.shape().get(2)
                    || framed.width() != inputs.shape().get(3)) {
                throw LocalFile.invalid(
                        file,
                        "is " + framed.size() + " pixels but " + LocalFile.uri(files.get(0)) + " is "
                                + inputs.shape().get(3) + " x " + inputs.shape().get(2)
                                + ". Pictures of several sizes are cropped with --size or resized.");
            }
            sink.write(inputs, ByteBuffer.wrap(framed.planes()));
        }
        labels.write(sink);
        options.scaling().write(sink, "");
    }

    @Override
    public String labels() {
        return DatasetSummary.classes(classes);
    }

    @Override
    public Optional<PixelScaling> scaling(TensorInfo input) {
        return Optional.of(options.scaling());
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(strays.note());
        if (allEnlargedOnlyToCut) {
            notes.add("all pictures have the size that was asked for, and were enlarged and cropped to it; --no-resize"
                    + " takes them as they are");
        }
        return notes;
    }

    @Override
    public void close() {
        // No file stays open.
    }
}
