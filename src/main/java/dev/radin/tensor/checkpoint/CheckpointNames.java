package dev.radin.tensor.checkpoint;

import dev.radin.tensor.safetensors.ShardIndex;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the name of a file tells, by the habits of libraries and trainers: most files beside checkpoints are none, and a
 * trainer's own look like some. Endings may be in capitals.
 */
public final class CheckpointNames {

    /** What libraries call a checkpoint in safetensors that is one file. */
    static final String SAFETENSORS = "model.safetensors";

    /** The same of PyTorch's format. */
    static final String PYTORCH = "pytorch_model.bin";

    /** What peft calls an adapter. */
    private static final Set<String> ADAPTERS = Set.of("adapter_model.safetensors", "adapter_model.bin");

    private static final Set<String> OTHERS = Set.of(
            "json", "jsonl", "yaml", "yml", "toml", "ini", "cfg", "txt", "md", "rst", "log", "csv", "tsv", "parquet",
            "py", "ipynb", "sh", "html", "pdf", "png", "jpg", "jpeg", "gif", "svg", "bmp", "webp", "npy", "npz", "onnx",
            "gguf", "h5", "keras", "msgpack", "pb", "pt2", "tflite", "mlmodel", "engine", "plan", "ot", "lock", "model",
            "vocab", "gz", "zip");

    private static final Set<String> PYTORCH_ENDINGS = Set.of("bin", "pt", "pth", "ckpt");
    /** PyTorch's first format was a tar archive, and files are still called so. */
    private static final String TAR = ".tar";

    /** A part of a checkpoint in several files. With fewer digits it may be one of several folds. */
    private static final Pattern SHARD = Pattern.compile(".+-[0-9]{5,}-of-[0-9]{5,}\\.\\w+");

    private CheckpointNames() {}

    /** A part of a checkpoint in several files. */
    static boolean isShard(String file) {
        return SHARD.matcher(file).matches();
    }

    /** A whole checkpoint or a shard. */
    static boolean isSafetensors(String file) {
        return ending(file).equals("safetensors") && !isHidden(file);
    }

    /** A whole checkpoint or a shard, and none of a trainer's own files. */
    public static boolean isPyTorch(String file) {
        return PYTORCH_ENDINGS.contains(ending(withoutTar(file))) && !TrainerFiles.include(file) && !isHidden(file);
    }

    /** Whether a file of this name is taken for one of another format than safetensors. */
    public static boolean isOfAnotherFormat(String file) {
        String ending = ending(withoutTar(file));
        return PYTORCH_ENDINGS.contains(ending) || OTHERS.contains(ending);
    }

    /** Whether the name alone says that it is no checkpoint by itself. */
    public static boolean isNone(String file) {
        return !ShardIndex.isName(file) && OTHERS.contains(ending(file))
                || isHidden(file)
                || TrainerFiles.include(file)
                || isShard(file);
    }

    /** Whether the name alone says that it is a checkpoint; what others are, their content must tell. */
    public static boolean isOne(String file) {
        return ShardIndex.isName(file) || isSafetensors(file) || isPyTorch(file);
    }

    /** Whether a folder with such a file is a checkpoint or an adapter, as {@code save_pretrained} and trainers write them. */
    public static boolean isOfAFolder(String file) {
        return file.equals(SAFETENSORS) || file.equals(PYTORCH) || ADAPTERS.contains(file) || ShardIndex.isName(file);
    }

    /** What a model is called after its file: the name without its ending, all of {@code .pth.tar} or of an index of shards. */
    public static String stem(String file) {
        String name = ShardIndex.whole(withoutTar(file));
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Such as the {@code ._model.safetensors} that macOS writes beside a file. */
    private static boolean isHidden(String file) {
        return file.startsWith(".");
    }

    private static String withoutTar(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(TAR) ? file.substring(0, file.length() - TAR.length()) : file;
    }

    /** In small letters; empty where there is none. */
    private static String ending(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
