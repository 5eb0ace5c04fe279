package dev.radin.inference.external;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
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

    /** Whether a line that is too long to be read begins as one. */
    static boolean isBegunBy(String beginning) {
        try (JsonParser parser = MAPPER.createParser(beginning)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals("pass")) {
                    return true;
                }
                parser.nextToken();
                parser.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    boolean isTo(long pass) {
        return number("pass").orElse(0) == pass;
    }

    /** Whether it says how far a pass was that has ended, as a thread of its own may do too late. */
    boolean isLate(long pass) {
        return number("pass").orElse(pass) < pass && done().isPresent() && !settles();
    }

    /** Whether it is the last of its pass. */
    boolean settles() {
        return error().isPresent() || examples().isPresent();
    }

    Optional<String> error() {
        JsonNode error = object.path("error");
        return error.isMissingNode() || error.isNull()
                ? Optional.empty()
                : Optional.of(error.isTextual() ? error.textValue() : error.toString());
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
