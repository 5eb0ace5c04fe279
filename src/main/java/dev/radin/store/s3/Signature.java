package dev.radin.store.s3;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Amazon's Signature Version 4, in headers, as the SDK makes it. */
final class Signature {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private Signature() {}

    /**
     * The headers of a request with those that sign it.
     *
     * @param uri whose path and query are escaped as {@link S3Escapes} does
     * @param headers all of them signed
     * @param body null for none
     */
    static Map<String, String> sign(
            Credentials credentials,
            String region,
            Instant now,
            String method,
            URI uri,
            Map<String, String> headers,
            ByteBuffer body) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.valueOf(method)).uri(uri);
        headers.forEach(request::putHeader);
        SdkHttpRequest signed = SIGNER.sign(signing -> signing.identity(credentials.keys())
                        .request(request.build())
                        .payload(body == null ? null : payload(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                .request();
        Map<String, String> all = new TreeMap<>();
        signed.forEachHeader((name, values) -> all.put(name, values.get(0)));
        // The platform sets it.
        all.remove("Host");
        return all;
    }

    private static ContentStreamProvider payload(ByteBuffer body) {
        int offset = body.arrayOffset() + body.position();
        return () -> new ByteArrayInputStream(body.array(), offset, body.remaining());
    }
}
