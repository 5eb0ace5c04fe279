package dev.radin.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How protocol records stand in files: JSON with a {@code schema} of {@code <kind>/<major version>} first, fields in the
 * order of the record, so that equal records are equal bytes. Unknown fields are ignored; another major version is
 * refused.
 */
public final class Json {

    private static final int MAJOR = 1;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(1 << 20)
                    .build())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .addModule(new SimpleModule()
                    .addSerializer(Metric.class, ToStringSerializer.instance)
                    .addDeserializer(Metric.class, new MetricByName()))
            .build();

    private static final ObjectWriter WRITER =
            MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    public static byte[] write(Object value) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("schema", schema(value.getClass()));
        node.setAll((ObjectNode) MAPPER.valueToTree(value));
        try {
            return (WRITER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without its schema. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** On one line, for a termination message. */
    public static String writeCompact(Object value) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("schema", schema(value.getClass()));
        node.setAll((ObjectNode) MAPPER.valueToTree(value));
        return node.toString();
    }

    /** @param where the URI for messages */
    public static <T> T read(byte[] json, Class<T> type, String where) {
        return read(json, MAPPER.readerFor(type), type, where);
    }

    /** As {@link #read}, but a number that is missing is no zero: the text is refused. */
    public static <T> T readWhole(byte[] json, Class<T> type, String where) {
        ObjectReader strict = MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        return read(json, strict, type, where);
    }

    private static <T> T read(byte[] json, ObjectReader reader, Class<T> type, String where) {
        try {
            ObjectNode node = (ObjectNode) MAPPER.readTree(json);
            String schema = node.path("schema").asText();
            if (!schema.equals(schema(type))) {
                throw new RadinException(
                        Reason.InvalidInput,
                        where + ": has schema \"" + schema + "\" and this version reads \"" + schema(type)
                                + "\" only; use the version of radin that wrote it, or another output");
            }
            return type.cast(reader.readValue(node));
        } catch (IOException | ClassCastException e) {
            throw new RadinException(
                    Reason.InvalidInput,
                    where
                            + ": is not the JSON that radin writes; if it lies in an output or a cache it is damaged:"
                            + " remove it, and run again",
                    e);
        }
    }

    /** A metric is one word in files, its k in it. */
    private static final class MetricByName extends FromStringDeserializer<Metric> {
        private static final long serialVersionUID = 1;

        MetricByName() {
            super(Metric.class);
        }

        @Override
        protected Metric _deserialize(String name, DeserializationContext context) {
            return Metric.valueOf(name);
        }
    }

    private static String schema(Class<?> type) {
        return type.getSimpleName().toLowerCase(Locale.ROOT) + "/" + MAJOR;
    }
}
