package dev.radin.tensor.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.store.Blob;
import dev.radin.tensor.FileError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The JSON of configurations: read as untrusted, and written so that equal ones are equal bytes. */
public final class ConfigJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(32)
                            .maxNameLength(10_000)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigJson() {}

    /** @param blob of a size that may be held */
    public static ObjectNode read(Blob blob, FileError refusal, String advice) {
        ByteBuffer bytes = ByteBuffer.allocate((int) blob.sizeBytes());
        blob.read(0, bytes);
        try {
            JsonNode tree = MAPPER.readTree(bytes.array());
            if (tree instanceof ObjectNode fields) {
                return fields;
            }
            throw refusal.because("it is not a JSON object", advice);
        } catch (JsonProcessingException e) {
            throw refusal.because(
                    "it is not valid JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    advice);
        } catch (IOException e) {
            throw refusal.because("it is not UTF-8", advice);
        }
    }

    public static byte[] write(ObjectNode fields) {
        try {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
            printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
            printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
            return (MAPPER.writer(printer).writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
