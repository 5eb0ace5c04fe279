package dev.radin.tensor.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which file of a sharded checkpoint holds which tensor: {@code model.safetensors.index.json} or
 * {@code pytorch_model.bin.index.json}.
 *
 * @param files the file's name by the tensor's, in the order of the index
 */
public record ShardIndex(Map<String, String> files) {

    /** What follows the name that the checkpoint would have as one file. */
    static final String SUFFIX = ".index.json";

    private static final Pattern NAME = Pattern.compile(".+\\.(safetensors|bin|pt|pth)" + Pattern.quote(SUFFIX));

    /** A name in the same folder: no separator, no drive, no parent. */
    private static final Pattern FILE_NAME = Pattern.compile("(?!\\.{1,2}$)[^/\\\\:\\p{Cntrl}]{1,255}");

    public ShardIndex {
        files = Collections.unmodifiableMap(files);
    }

    /** Whether a file is an index, by its name. */
    public static boolean isName(String fileName) {
        return NAME.matcher(fileName).matches();
    }

    /** The index of a checkpoint that would have this name as one file. */
    public static String of(String fileName) {
        return fileName + SUFFIX;
    }

    /** What the checkpoint would be called as one file; any other name as it is. */
    public static String whole(String fileName) {
        return isName(fileName) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
    }

    /**
     * @param refusal for an index that is damaged, hostile or too large
     * @throws dev.radin.fault.RadinException as {@code refusal} makes it
     */
    public static ShardIndex read(Blob blob, Limits limits, FileError refusal) {
        String advice = "Copy it here again, or save the checkpoint again";
        if (blob.sizeBytes() > limits.headerBytes()) {
            throw refusal.because(
                    "the index of " + blob.sizeBytes() + " bytes is larger than the limit of " + limits.headerBytes(),
                    advice);
        }
        Map<String, String> files = new LinkedHashMap<>();
        try (StrictJson json = new StrictJson(
                new BlobInput(blob, 0, blob.sizeBytes()),
                problem -> refusal.because("the index is not valid: " + problem, advice))) {
            json.object(limits.zipEntries(), name -> {
                if (name.equals("weight_map")) {
                    json.object(limits.zipEntries(), tensor -> files.put(tensor, fileName(json.string(), refusal)));
                } else {
                    json.skip();
                }
            });
            json.end();
        }
        if (files.isEmpty()) {
            throw refusal.because("the index names no tensor in its \"weight_map\"", advice);
        }
        return new ShardIndex(files);
    }

    private static String fileName(String name, FileError refusal) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw refusal.because(
                    "the index names the shard \"" + name + "\", which is not a file in its own folder",
                    "Put the shards beside the index and name them without a path");
        }
        return name;
    }

    /** @param totalSizeBytes of all tensors together */
    byte[] encode(long totalSizeBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeObjectFieldStart("metadata");
            json.writeNumberField("total_size", totalSizeBytes);
            json.writeEndObject();
            json.writeObjectFieldStart("weight_map");
            for (Map.Entry<String, String> entry : files.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
