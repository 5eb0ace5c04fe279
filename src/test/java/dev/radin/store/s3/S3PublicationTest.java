package dev.radin.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Publication;
import dev.radin.store.WholeObjects;
import dev.radin.store.http.FileServer;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published to a bucket whose server refuses, forgets and hangs up. */
class S3PublicationTest {

    private static final Location OBJECT = Location.of("s3://bucket/a b/object");

    @AutoClose
    private final AwsEnvironment environment = new AwsEnvironment();

    @AutoClose
    private final FileServer server = new FileServer().with("/bucket/a b/object", "content".getBytes(UTF_8));

    private long memoryToWrite;

    S3PublicationTest() throws IOException {}

    @BeforeEach
    void start() {
        environment.set("AWS_ENDPOINT_URL", server.at(""));
        environment.set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLEXY");
        environment.set("AWS_SECRET_ACCESS_KEY", "hidden");
    }

    private S3Store store() {
        return new S3Store(
                environment.values(),
                Http.of(Map.of(), new NoTime()),
                new ReadAhead(1 << 20),
                new WriteBehind(memoryToWrite));
    }

    /** The answer to the request that decides is lost, and the object is there with the mark of this writer. */
    @Test
    void aPublicationWhoseAnswerWasLostIsLookedFor() {
        List<String> writers = new ArrayList<>();
        FileServer.Fault nothing = FileServer.status(404);
        FileServer.Fault noKey = FileServer.xml(404, "<Error><Code>NoSuchKey</Code></Error>");
        server.failing(
                nothing,
                noKey,
                exchange -> {
                    writers.add(exchange.getRequestHeaders().getFirst("x-amz-meta-radin-writer"));
                    assertThat(exchange.getRequestHeaders().getFirst("If-None-Match"))
                            .isEqualTo("*");
                    exchange.getRequestBody().readAllBytes();
                    exchange.close();
                },
                exchange -> {
                    exchange.getResponseHeaders().set("x-amz-meta-radin-writer", writers.get(0));
                    exchange.getResponseHeaders().set("Content-Length", "3");
                    exchange.sendResponseHeaders(200, -1);
                });

        assertThat(publish()).isTrue();
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aPublicationThatNobodySawIsSentAgainAndMayLose() {
        FileServer.Fault nothing = FileServer.status(404);
        FileServer.Fault noKey = FileServer.xml(404, "<Error><Code>NoSuchKey</Code></Error>");
        server.failing(
                nothing,
                noKey,
                FileServer.hangUp(),
                nothing,
                FileServer.xml(412, "<Error><Code>PreconditionFailed</Code></Error>"),
                server.asUsual());

        assertThat(publish()).isFalse();
    }

    @Test
    void whatMayNotBeWrittenIsSaid() {
        FileServer.Fault noKey = FileServer.xml(404, "<Error><Code>NoSuchKey</Code></Error>");
        server.failing(FileServer.status(404), noKey, FileServer.xml(403, "<Error><Code>AccessDenied</Code></Error>"));

        assertThatThrownBy(this::publish)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageContaining("it needs s3:PutObject");
    }

    /** As servers do that have not read it; a request without a body is told why. */
    @Test
    void whatIsLargeAndNotTakenInOneRequestIsSentInPartsWhichSayWhy() {
        FileServer.Fault noKey = FileServer.xml(404, "<Error><Code>NoSuchKey</Code></Error>");
        server.failing(
                FileServer.status(404),
                noKey,
                FileServer.hangUp(),
                FileServer.status(404),
                FileServer.xml(200, "<ListMultipartUploadsResult/>"),
                FileServer.xml(403, "<Error><Code>AccessDenied</Code></Error>"));

        assertThatThrownBy(() -> WholeObjects.publish(store(), OBJECT, new byte[300_000]))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageContaining("it needs s3:PutObject");
        assertThat(server.requests())
                .containsExactly(
                        "HEAD /bucket/a%20b/object",
                        "GET /bucket/a%20b/object bytes=0-0",
                        "PUT /bucket/a%20b/object",
                        "HEAD /bucket/a%20b/object",
                        "GET /bucket",
                        "POST /bucket/a%20b/object");
    }

    /** Before it is written one looks whether it is there. */
    @ParameterizedTest
    @CsvSource({
        "404, NoSuchBucket, there is no bucket \"bucket\" at 127.0.0.1",
        "403, SignatureDoesNotMatch, the secret key does not belong to"
    })
    void aPlaceThatCannotBeLookedAtCannotBeWritten(int status, String code, String message) {
        FileServer.Fault refusal = FileServer.xml(status, "<Error><Code>" + code + "</Code></Error>");
        server.failing(FileServer.status(status), refusal);

        assertThatThrownBy(this::publish)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageStartingWith("s3://bucket/a b/object: " + message);
    }

    /** Of 40 MiB, with memory for none or for all of them to be on their way; the second is refused or not. */
    @ParameterizedTest
    @CsvSource({"0, 200", "67108864, 200", "0, 403", "67108864, 403"})
    void partsAreSentAndPutTogetherInOrderOrTakenBack(long memory, int second) throws Throwable {
        memoryToWrite = memory;
        try (FakeUploads bucket = new FakeUploads(second)) {
            environment.set("AWS_ENDPOINT_URL", bucket.at());
            byte[] content = new byte[40 << 20];
            new Random(7).nextBytes(content);
            boolean[] published = new boolean[1];
            ThrowingCallable publish = () -> {
                try (Publication publication = store().create(OBJECT)) {
                    publication.write(ByteBuffer.wrap(content));
                    published[0] = publication.publish();
                }
            };

            if (second == 200) {
                publish.call();
                assertThat(published[0]).isTrue();
                assertThat(Arrays.equals(bucket.object(), content)).isTrue();
                assertThat(bucket.requests()).doesNotContain("DELETE");
            } else {
                assertThatThrownBy(publish).isInstanceOfSatisfying(RadinException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.OutputNotWritable));
                assertThat(bucket.requests()).endsWith("DELETE").doesNotContain("POST complete");
            }
        }
    }

    private boolean publish() {
        return WholeObjects.publish(store(), OBJECT, "new".getBytes(UTF_8));
    }
}
