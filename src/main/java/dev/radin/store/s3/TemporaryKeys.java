package dev.radin.store.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Credentials as agents of Amazon's machines write them, in JSON. */
final class TemporaryKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TemporaryKeys() {}

    /** @throws IOException where there are none in it, so that they are asked for again */
    static Credentials read(String json, String from) throws IOException {
        JsonNode keys = JSON.readTree(json);
        String id = keys.path("AccessKeyId").asText("");
        String secret = keys.path("SecretAccessKey").asText("");
        if (id.isEmpty() || secret.isEmpty()) {
            throw new IOException("it gives no keys");
        }
        String token = keys.path("Token").asText("");
        try {
            String expires = keys.path("Expiration").asText("");
            long millis =
                    expires.isEmpty() ? Long.MAX_VALUE : Instant.parse(expires).toEpochMilli();
            return new Credentials(id, secret, token.isEmpty() ? null : token, millis, from);
        } catch (DateTimeParseException e) {
            throw new IOException("it gives no time", e);
        }
    }
}
