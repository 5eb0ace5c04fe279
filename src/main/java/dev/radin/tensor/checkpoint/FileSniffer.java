package dev.radin.tensor.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people hand over in place of a checkpoint, told by its first bytes, or by its name.
 *
 * @param description continues {@code <uri>: this is …}
 * @param advice what to do instead, as a sentence without its full stop
 */
record FileSniffer(String description, String advice) {

    private static final String SAVE_AGAIN = "Save the weights again as safetensors, or with torch.save";

    /** What frameworks call formats that have no signature. */
    private static final Map<String, String> BY_ENDING = Map.of(
            "msgpack", "weights of Flax, by its name",
            "onnx", "an ONNX network, by its name",
            "pb", "a network of TensorFlow, by its name",
            "npy", "an array of NumPy, by its name",
            "mlmodel", "a network of Core ML, by its name");

    static Optional<FileSniffer> recognise(ByteBuffer firstBytes, String fileName) {
        byte[] bytes = new byte[firstBytes.limit()];
        firstBytes.get(0, bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String start = text.strip().toLowerCase(Locale.ROOT);
        if (bytes.length == 0) {
            return found("an empty file", "Copy it here again");
        }
        if (text.startsWith("version https://git-lfs")) {
            return found(
                    "a Git LFS pointer, not the file it stands for", "Run git lfs pull, or download the file itself");
        }
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
            return found("a web page, most likely the answer to a failed download", "Download the file again");
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return found("JSON text", "Name the checkpoint itself, or the folder of a sharded one");
        }
        if (isPickle(bytes)) {
            return found(
                    "a bare pickle, as torch.save wrote before PyTorch 1.6",
                    "Load it where you trust it and save it again with torch.save of PyTorch 1.6 or later, or as"
                            + " safetensors");
        }
        if (text.startsWith("\u0089HDF\r\n")) {
            return found("an HDF5 file, as Keras writes", SAVE_AGAIN);
        }
        if (text.startsWith("GGUF")) {
            return found("a GGUF file", "Soups are made of the unquantised weights: name those, as safetensors");
        }
        if (text.startsWith("\u001f\u008b") || text.startsWith("BZh") || text.startsWith("\u0028\u00b5\u002f\u00fd")) {
            return found("a compressed file", "Unpack it and name what was in it");
        }
        if (text.startsWith("TFL3", 4)) {
            return found("a network of TensorFlow Lite", SAVE_AGAIN);
        }
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.containsKey(ending) ? found(BY_ENDING.get(ending), SAVE_AGAIN) : Optional.empty();
    }

    /** Opcode PROTO with a version from 2 on is how pickles of every torch begin. */
    private static boolean isPickle(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xFF) == 0x80 && bytes[1] >= 2 && bytes[1] <= 5;
    }

    private static Optional<FileSniffer> found(String description, String advice) {
        return Optional.of(new FileSniffer(description, advice));
    }
}
