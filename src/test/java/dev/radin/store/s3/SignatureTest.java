package dev.radin.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** The examples of Amazon's documentation, "Signature Calculations for the Authorization Header". */
class SignatureTest {

    private static final Credentials EXAMPLE = new Credentials(
            AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            "the example");
    private static final String HOST = "https://examplebucket.s3.amazonaws.com";

    @Test
    void aListIsSigned() {
        String query = S3Escapes.query(new TreeMap<>(Map.of("max-keys", "2", "prefix", "J")));

        assertThat(signature("GET", HOST + "/?" + query, Map.of(), null))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void aSubresourceIsSigned() {
        String query = S3Escapes.query(new TreeMap<>(Map.of("lifecycle", "")));

        assertThat(signature("GET", HOST + "/?" + query, Map.of(), null))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void keysAreEscapedOnce() {
        assertThat(S3Escapes.path("test$file.text")).isEqualTo("test%24file.text");
        assertThat(S3Escapes.path("a b/c+d%20ü~")).isEqualTo("a%20b/c%2Bd%2520%C3%BC~");
    }

    private static String signature(String method, String uri, Map<String, String> headers, String body) {
        return Signature.sign(
                        EXAMPLE,
                        "us-east-1",
                        Instant.parse("2013-05-24T00:00:00Z"),
                        method,
                        URI.create(uri),
                        headers,
                        body == null ? null : StandardCharsets.UTF_8.encode(body))
                .get("Authorization");
    }
}
