package dev.radin.cli;

import dev.radin.tensor.DType;
import dev.radin.tensor.TestTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A checkpoint whose content is no good, and what has to be said of it.
 *
 * @param what is wrong with it
 * @param file its name; the model's is {@code bad}
 * @param content made from a pool's good models
 */
public record BadModel(String reason, String what, String file, Function<SmallPool, byte[]> content) {

    public static List<BadModel> all() {
        return List.of(
                model("CorruptModel", "this is an empty file", "bad.safetensors", pool -> new byte[0]),
                model("CorruptModel", "the file is cut short", "bad.safetensors", pool -> {
                    byte[] whole = pool.content("m0.safetensors");
                    return Arrays.copyOf(whole, whole.length / 2);
                }),
                model(
                        "CorruptModel",
                        "is larger than any file",
                        "bad.safetensors",
                        pool -> safetensors("[4294967296,4294967296]", 0, 0)),
                model("CorruptModel", "inside another", "bad.safetensors", pool -> overlapping()),
                model("CorruptModel", "it is what `posix.system` makes", "bad.pt", pool -> TorchZips.hostilePickle()),
                model("CorruptModel", "expands to more than 536870912 bytes", "bad.pt", pool -> TorchZips.bomb()),
                model(
                        "CorruptModel",
                        "does not have the checksum",
                        "bad.pt",
                        pool -> TorchZips.flipped(pool.content("architecture.pt"), "data/0")),
                model(
                        "CorruptModel",
                        "bytes and should have",
                        "bad.pt",
                        pool -> TorchZips.shortened(pool.content("architecture.pt"), "data/0")),
                model("CorruptModel", "a web page", "bad.safetensors", pool -> text("<!DOCTYPE html><html>")),
                model(
                        "CorruptModel",
                        "Git LFS",
                        "bad.safetensors",
                        pool -> text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n")),
                model("MismatchedModel", "missing", "bad.safetensors", pool -> new TestTensors()
                        .f32("w", 1, 2)
                        .bytes()),
                model(
                        "MismatchedModel",
                        "body.bias and module.body.bias are one name without wrappers; save the weights of one of them only",
                        "bad.safetensors",
                        pool -> withTensor(pool.content("m0.safetensors"), "module.body.bias")),
                model(
                        "NonFiniteWeights",
                        "3 weights are NaN or infinite",
                        "bad.safetensors",
                        pool -> pool.modelWith(Float.NaN, 3)),
                model(
                        "NonFiniteWeights",
                        "infinite",
                        "bad.safetensors",
                        pool -> pool.modelWith(Float.NEGATIVE_INFINITY, 1)),
                model(
                        "NonFiniteLogits",
                        "the logits of example 0",
                        "bad.safetensors",
                        pool -> pool.modelWith(3e38f, 300)));
    }

    /** Puts it among the pool's models. */
    public void addTo(SmallPool pool) {
        pool.withModel(file, content.apply(pool));
    }

    private static BadModel model(String reason, String what, String file, Function<SmallPool, byte[]> content) {
        return new BadModel(reason, what, file, content);
    }

    private static byte[] overlapping() {
        String half = "{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":";
        return header("{\"a\":" + half + "[0,4]},\"b\":" + half + "[2,6]}}", 6);
    }

    private static byte[] safetensors(String shape, int begin, int end) {
        return header(
                "{\"a\":{\"dtype\":\"" + DType.F32 + "\",\"shape\":" + shape + ",\"data_offsets\":"
                        + List.of(begin, end) + "}}",
                end);
    }

    private static byte[] header(String json, int dataBytes) {
        byte[] text = text(json);
        return ByteBuffer.allocate(Long.BYTES + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    /** A tensor without elements more. */
    private static byte[] withTensor(byte[] safetensors, String name) {
        ByteBuffer file = ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = (int) file.getLong();
        int dataBytes = safetensors.length - Long.BYTES - headerBytes;
        String json = new String(safetensors, Long.BYTES, headerBytes, StandardCharsets.UTF_8).strip();
        String more = ",\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":"
                + List.of(dataBytes, dataBytes) + "}}";
        byte[] changed = header(json.substring(0, json.length() - 1) + more, dataBytes);
        System.arraycopy(safetensors, safetensors.length - dataBytes, changed, changed.length - dataBytes, dataBytes);
        return changed;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return reason + ": " + what;
    }
}
