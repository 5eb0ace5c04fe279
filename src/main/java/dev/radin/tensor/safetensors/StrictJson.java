package dev.radin.tensor.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.radin.fault.RadinException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Untrusted JSON, read value by value: a caller asks for exactly what may stand next. Refused are another type, a name
 * that stands twice in an object, more members than allowed, bytes that are not UTF-8, and anything after the end.
 */
final class StrictJson implements AutoCloseable {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Names are the file's, and many: interning them would keep them for the life of the process.
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(32)
                    .maxNameLength(10_000)
                    .maxStringLength(1_000_000)
                    .build())
            .build();

    private final JsonParser parser;
    private final Function<String, RadinException> refuse;

    /** @param refuse makes the exception from a description of what is wrong */
    StrictJson(InputStream utf8, Function<String, RadinException> refuse) {
        this.refuse = refuse;
        try {
            this.parser = FACTORY.createParser(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException e) {
            throw refuse.apply(describe(e));
        }
    }

    /** Reads an object; {@code readValue} is called with each name and must read that member's value. */
    void object(int maxMembers, Consumer<String> readValue) {
        expect(JsonToken.START_OBJECT, "an object");
        members(maxMembers, readValue);
    }

    /** As {@link #object}; null is as an object without members. */
    void objectOrNull(int maxMembers, Consumer<String> readValue) {
        JsonToken token = next();
        if (token != JsonToken.VALUE_NULL) {
            check(token, JsonToken.START_OBJECT, "an object");
            members(maxMembers, readValue);
        }
    }

    private void members(int maxMembers, Consumer<String> readValue) {
        Set<String> names = new HashSet<>();
        while (next() != JsonToken.END_OBJECT) {
            String name = text();
            if (!names.add(name)) {
                throw refuse.apply("\"" + name + "\" stands twice");
            }
            if (names.size() > maxMembers) {
                throw refuse.apply("there are more than " + maxMembers + " entries");
            }
            readValue.accept(name);
        }
    }

    String string() {
        expect(JsonToken.VALUE_STRING, "a string");
        return text();
    }

    /** An array of whole numbers that fit 64 bits. */
    List<Long> integers(int maxLength) {
        expect(JsonToken.START_ARRAY, "an array of whole numbers");
        List<Long> values = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            check(token, JsonToken.VALUE_NUMBER_INT, "a whole number");
            if (values.size() == maxLength) {
                throw refuse.apply("an array has more than " + maxLength + " numbers");
            }
            values.add(integer());
        }
        return values;
    }

    /** Passes over any value. */
    void skip() {
        next();
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw refuse.apply(describe(e));
        }
    }

    /** Checks that nothing but white space is left. */
    void end() {
        if (next() != null) {
            throw refuse.apply("there is more after its end");
        }
    }

    private void expect(JsonToken wanted, String inWords) {
        check(next(), wanted, inWords);
    }

    private void check(JsonToken found, JsonToken wanted, String inWords) {
        if (found != wanted) {
            throw refuse.apply(
                    "at character " + parser.currentTokenLocation().getCharOffset() + " there must be " + inWords);
        }
    }

    private JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw refuse.apply(describe(e));
        }
    }

    private String text() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw refuse.apply(describe(e));
        }
    }

    private long integer() {
        try {
            return parser.getLongValue();
        } catch (IOException e) {
            throw refuse.apply("a number is outside the range of 64 bits");
        }
    }

    private static String describe(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message.lines().findFirst().orElse("it is not JSON");
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a parser over memory", e);
        }
    }
}
