package dev.radin.store.s3;

import dev.radin.digest.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Amazon's Signature Version 4, in headers. */
final class Signature {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final byte[] NO_BODY = new byte[0];

    private Signature() {}

    /**
     * The headers of a request with those that sign it.
     *
     * @param uri whose path and query are escaped as {@link S3Escapes} does, the query sorted
     * @param headers signed as far as they begin with {@code x-amz-}
     * @param body null for none
     */
    static Map<String, String> sign(
            Credentials credentials,
            String region,
            String service,
            Instant now,
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body) {
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        String bodyDigest = Sha256.hex(body == null ? NO_BODY : body);
        SortedMap<String, String> all = new TreeMap<>(headers);
        all.put("x-amz-content-sha256", bodyDigest);
        all.put("x-amz-date", time);
        if (credentials.token() != null) {
            all.put("x-amz-security-token", credentials.token());
        }
        SortedMap<String, String> signed = new TreeMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith("x-amz-")) {
                signed.put(name, value.strip());
            }
        });
        signed.put("host", host(uri));
        String names = String.join(";", signed.keySet());
        String request = method + "\n" + uri.getRawPath() + "\n" + (uri.getRawQuery() == null ? "" : uri.getRawQuery())
                + "\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + bodyDigest;
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + Sha256.hex(bytes(request));
        byte[] key = bytes("AWS4" + credentials.secret());
        for (String part : new String[] {day, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        all.put(
                "Authorization",
                ALGORITHM + " Credential=" + credentials.keyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + HexFormat.of().formatHex(hmac(key, text)));
        return all;
    }

    /** As the platform will send it. */
    private static String host(URI uri) {
        boolean usual = uri.getPort() < 0 || uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
        return usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
