package dev.radin.inference.external;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line of a program's output that is an object with {@code pass}: what it answers.
 *
 * @param text the line
 */
record Reply(String text, JsonNode object) {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Empty for a line that is log. */
    static Optional<Reply> parse(String line) {
        if (!line.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode object = MAPPER.readTree(line);
            return object.isObject() && object.has("pass") ? Optional.of(new Reply(line, object)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    boolean isTo(long pass) {
        return object.get("pass").canConvertToLong() && object.get("pass").asLong() == pass;
    }

    Optional<String> error() {
        return Optional.ofNullable(object.get("error")).map(JsonNode::asText);
    }

    /** How many examples are done. */
    OptionalLong done() {
        return number("done");
    }

    /** How many examples the pass had, at its end. */
    OptionalLong examples() {
        return number("examples");
    }

    private OptionalLong number(String field) {
        JsonNode value = object.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0
                ? OptionalLong.of(value.asLong())
                : OptionalLong.empty();
    }
}
