package dev.radin.worker;

import dev.radin.tensor.checkpoint.TrainerFiles;
import dev.radin.tensor.safetensors.ShardIndex;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of a file tells: most files beside checkpoints are none, and a trainer's own look like some. */
final class CheckpointNames {

    private static final Set<String> OTHERS = Set.of(
            "json", "jsonl", "yaml", "yml", "toml", "ini", "cfg", "txt", "md", "rst", "log", "csv", "tsv", "parquet",
            "py", "ipynb", "sh", "html", "pdf", "png", "jpg", "jpeg", "gif", "svg", "bmp", "webp", "npy", "npz", "onnx",
            "gguf", "h5", "keras", "msgpack", "pb", "pt2", "tflite", "mlmodel", "engine", "plan", "ot", "lock", "model",
            "vocab", "gz", "zip");

    private static final Set<String> ENDINGS = Set.of("safetensors", "pt", "pth", "ckpt", "bin", "tar");

    /** A part of a checkpoint in several files. */
    private static final Pattern SHARD = Pattern.compile("[^/]*-[0-9]+-of-[0-9]+\\.[a-z]+");

    private static final Set<String> OF_A_FOLDER = Set.of("model.safetensors", "pytorch_model.bin");

    private CheckpointNames() {}

    static boolean isNone(String file) {
        return !ShardIndex.isName(file) && OTHERS.contains(ending(file))
                || file.startsWith(".")
                || TrainerFiles.include(file)
                || SHARD.matcher(file).matches();
    }

    /** Whether the name alone says that it is a checkpoint; what others are, their content must tell. */
    static boolean isOne(String file) {
        return ShardIndex.isName(file) || ENDINGS.contains(ending(file));
    }

    /** In small letters; empty where there is none. */
    private static String ending(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a folder with such a file is a checkpoint, as {@code save_pretrained} and trainers write them. */
    static boolean isOfAFolder(String file) {
        return OF_A_FOLDER.contains(file) || ShardIndex.isName(file);
    }

    /** What a model is called after its file: the name without its ending, all of {@code .pth.tar} or of an index of shards. */
    static String stem(String file) {
        String name =
                file.endsWith(".tar") ? file.substring(0, file.length() - ".tar".length()) : ShardIndex.whole(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
