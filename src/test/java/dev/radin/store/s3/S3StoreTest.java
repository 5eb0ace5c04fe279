package dev.radin.store.s3;

import static dev.radin.store.WholeObjects.large;
import static dev.radin.store.WholeObjects.read;
import static dev.radin.store.WholeObjects.readEnd;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bucket whose server refuses, forgets and hangs up. */
class S3StoreTest {

    private static final Location OBJECT = Location.of("s3://bucket/a b/object");

    private final NoTime time = new NoTime();

    @AutoClose
    private final AwsEnvironment environment = new AwsEnvironment();

    private final List<String> signedBy = Collections.synchronizedList(new ArrayList<>());
    private long memoryToRead = 1 << 20;
    private long memoryToWrite;
    private FileServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer().with("/bucket/a b/object", "content".getBytes(UTF_8));
        environment.set("AWS_ENDPOINT_URL", server.at(""));
        environment.set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLEXY");
        environment.set("AWS_SECRET_ACCESS_KEY", "hidden");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private S3Store store() {
        return new S3Store(
                environment.values(),
                Http.of(Map.of(), time),
                new ReadAhead(memoryToRead),
                new WriteBehind(memoryToWrite));
    }

    @Test
    void whatIsSmallIsOpenedAndReadByOneRequest() {
        try (Blob blob = store().open(OBJECT)) {
            server.with("/bucket/a b/object", "context".getBytes(UTF_8));

            assertThat(read(blob)).isEqualTo("content");
        }
        assertThat(server.requests()).containsExactly("GET /bucket/a%20b/object bytes=0-262143");
    }

    @Test
    void anObjectIsReadAtTheVersionThatWasOpened() {
        server.with("/bucket/a b/object", large("content"));

        try (Blob blob = store().open(OBJECT)) {
            assertThat(readEnd(blob)).isEqualTo("content");
            server.with("/bucket/a b/object", large("context"));

            assertThatThrownBy(() -> blob.read(1 << 19, ByteBuffer.allocate(1 << 19)))
                    .isInstanceOfSatisfying(
                            RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputChanged));
        }
        assertThat(server.requests())
                .containsExactly(
                        "GET /bucket/a%20b/object bytes=0-262143",
                        "GET /bucket/a%20b/object bytes=1048576-1048582",
                        "GET /bucket/a%20b/object bytes=524288-1048575");
    }

    @Test
    void anObjectIsOpenedWithoutItsBeginningWhereThereIsNoMemoryForThat() {
        memoryToRead = 0;

        try (Blob blob = store().open(OBJECT)) {
            assertThat(read(blob)).isEqualTo("content");
        }
        assertThat(server.requests())
                .containsExactly("HEAD /bucket/a%20b/object", "GET /bucket/a%20b/object bytes=0-6");
    }

    @Test
    void whatBreaksOffWhileItIsOpenedIsOpenedAnew() {
        server.failing(server.cut(3));

        try (Blob blob = store().open(OBJECT)) {
            assertThat(read(blob)).isEqualTo("content");
        }
        assertThat(time.pauses()).hasSize(1);
    }

    /** Only an answer to GET says whether it is the bucket that is missing; once that is known, HEAD will do. */
    @Test
    void oneRequestTellsThatNothingIsThereWhereTheBucketIsKnown() {
        S3Store store = store();
        Location missing = Location.of("s3://bucket/none");

        assertThat(store.stat(missing)).isEmpty();
        assertThat(store.stat(missing)).isEmpty();

        assertThat(server.requests())
                .containsExactly("HEAD /bucket/none", "GET /bucket/none bytes=0-0", "HEAD /bucket/none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied          | InputForbidden | access denied to access key AKIA…XY (from AWS_ACCESS_KEY_ID)",
                "403 | SignatureDoesNotMatch | InputForbidden | the secret key does not belong to access key AKIA…XY",
                "403 | InvalidAccessKeyId    | InputForbidden | access key AKIA…XY (from AWS_ACCESS_KEY_ID) is not known at 127",
                "400 | ExpiredToken          | InputForbidden | has expired or is none; give fresh credentials",
                "403 | RequestTimeTooSkewed  | MachineUnfit   | this machine's clock is wrong; set it",
                "403 | InvalidObjectState    | InputForbidden | is archived, and read only when it has been restored; restore it",
                "404 | NoSuchBucket          | InputNotFound  | there is no bucket \"bucket\" at 127.0.0.1",
                "400 | Strange               | StorageFailed  | refuses: Strange its words",
            })
    void refusalsSayWhatToDo(int status, String code, Reason reason, String message) {
        FileServer.Fault refusal = FileServer.xml(
                status,
                "<Error><Code>" + code + "</Code><Message>its words</Message></Error>",
                "x-amz-request-id",
                "REQ1");

        server.failing(FileServer.status(status), refusal, refusal);
        isRefused(() -> store().stat(OBJECT), reason, message);
        server.failing(refusal, refusal);
        isRefused(() -> store().open(OBJECT), reason, message);
    }

    private static void isRefused(ThrowingCallable what, Reason reason, String message) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageStartingWith("s3://bucket/a b/object: ")
                .hasMessageContaining(message)
                .hasMessageContaining("request REQ1")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("AKIAEXAMPLEXY");
    }

    /** As of the page that a console shows to people. */
    @Test
    void whatIsNoServerOfS3IsSaid() {
        server.with("/bucket/a b/object", "<!doctype html><p>Log in".getBytes(UTF_8))
                .withoutRanges();

        assertThatThrownBy(() -> store().open(OBJECT))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining(" answers as no server of S3 does; check the endpoint (127.0.0.1:")
                .hasMessageEndingWith(", 200)");
    }

    /** As of an object that is encrypted by a key whose use was not granted. */
    @Test
    void theRightThatIsMissingIsNamedWhereTheServerSaysWhich() {
        String words =
                "User: arn:aws:sts::111122223333:assumed-role/soups/pod is not authorized to perform: kms:Decrypt on"
                        + " resource: arn:aws:kms:eu-west-1:111122223333:key/k because no identity-based policy allows it";
        server.failing(FileServer.xml(403, "<Error><Code>AccessDenied</Code><Message>" + words + "</Message></Error>"));

        assertThatThrownBy(() -> store().open(OBJECT))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessageContaining("access denied to access key AKIA…XY (from AWS_ACCESS_KEY_ID); it needs"
                        + " kms:Decrypt here: " + words + " (127.0.0.1:")
                .hasMessageNotContaining("s3:GetObject");
    }

    @Test
    void whoeverAsksPaysWhereThatIsAsked() {
        List<String> payers = Collections.synchronizedList(new ArrayList<>());
        FileServer.Fault note = exchange -> {
            payers.add(exchange.getRequestHeaders().getFirst("x-amz-request-payer"));
            remember(exchange);
        };
        server.failing(note, note);
        environment.set("AWS_REQUEST_PAYER", "requester");

        assertThat(store().stat(OBJECT)).isPresent();
        try (Blob blob = store().open(OBJECT)) {
            assertThat(read(blob)).isEqualTo("content");
        }
        assertThat(payers).containsExactly("requester", "requester");
        assertThat(signedBy).allMatch(authorization -> authorization.contains(";x-amz-request-payer,"));
    }

    @Test
    void publicBucketsAreReadWithoutCredentialsWhereThatIsAsked() {
        environment.remove("AWS_ACCESS_KEY_ID");
        environment.set("awsAnonymousCredential", "true");
        server.failing(this::remember);

        assertThat(store().stat(OBJECT)).isPresent();

        assertThat(signedBy).containsExactly("nobody");
    }

    /** Pauses take no time here; they come to more than a minute, and eight tries do not. */
    @Test
    void aServerThatIsGoneForAWhileInTheMidstIsWaitedFor() {
        server.with("/bucket/a b/object", large("content"));

        try (Blob blob = store().open(OBJECT)) {
            FileServer.Fault[] outage = new FileServer.Fault[12];
            Arrays.fill(outage, FileServer.status(502));
            server.failing(outage);

            assertThat(readEnd(blob)).isEqualTo("content");
        }
        assertThat(server.requests()).hasSize(14);
    }

    /** Each in a request of its own, as nobody reads on. */
    @Test
    void partsAreAskedForByOneSignatureAsLongAsItIsFresh() {
        server.with("/bucket/a b/object", new byte[4 << 20]);
        server.failing(server.asUsual(), this::remember, this::remember, this::remember);

        try (Blob blob = store().open(OBJECT)) {
            for (int part = 0; part < 3; part++) {
                blob.read((2 - part) << 20, ByteBuffer.allocate(1 << 20));
                time.sleep(part * 100_000L);
            }
        }

        assertThat(signedBy).hasSize(3);
        assertThat(signedBy.get(1)).isEqualTo(signedBy.get(0));
        assertThat(signedBy.get(2)).isNotEqualTo(signedBy.get(1));
    }

    @Test
    void whereTheBucketIsInAnotherRegionItIsAskedForThere() {
        server.with("/bucket/a b/object", large("content"));
        server.failing(FileServer.status(301, "x-amz-bucket-region", "eu-west-3"), this::remember, this::remember);

        try (Blob blob = store().open(OBJECT)) {
            assertThat(readEnd(blob)).isEqualTo("content");
        }
        assertThat(signedBy).allMatch(scope -> scope.contains("/eu-west-3/s3/")).hasSize(2);
    }

    /** As Amazon answers in the first hours of a bucket: the signature would be of no use where that leads. */
    @Test
    void whereTheBucketIsInAnotherRegionNobodyIsLedThereWithoutASignature() throws IOException {
        try (FileServer other = new FileServer().with("/bucket/a b/object", "content".getBytes(UTF_8))) {
            server.failing(
                    FileServer.status(
                            307, "Location", other.at("/bucket/a%20b/object"), "x-amz-bucket-region", "eu-west-3"),
                    this::remember);

            try (Blob blob = store().open(OBJECT)) {
                assertThat(read(blob)).isEqualTo("content");
            }
            assertThat(other.requests()).isEmpty();
        }
        assertThat(signedBy).singleElement().asString().contains("/eu-west-3/s3/");
    }

    /** As servers do that stand before others: the signature is none of these, and what is public they give all the same. */
    @Test
    void whereAServerNamesNoRegionItIsFollowed() throws IOException {
        try (FileServer other = new FileServer().with("/bucket/a b/object", "content".getBytes(UTF_8))) {
            server.failing(FileServer.status(307, "Location", other.at("/bucket/a%20b/object")));

            store().open(OBJECT).close();

            assertThat(other.requests()).singleElement().asString().startsWith("GET /bucket/a%20b/object");
        }
    }

    @Test
    void aServerThatKeepsNamingAnotherRegionIsSaid() {
        FileServer.Fault elsewhere = FileServer.status(301, "x-amz-bucket-region", "eu-west-3");
        server.failing(elsewhere, elsewhere, elsewhere);

        assertThatThrownBy(() -> store().open(OBJECT))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidSpec))
                .hasMessageContaining(
                        " does not serve the bucket, which is in eu-west-3; name a server of that region as"
                                + " its endpoint, or none for Amazon's");
    }

    @Test
    void credentialsThatExpireInTheMidstOfAReadAreFetchedAnew() throws IOException {
        environment.remove("AWS_ACCESS_KEY_ID");
        try (FileServer agent = new FileServer()) {
            environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.at("/keys"));
            agent.failing(keys("FIRST"), keys("SECOND"));
            server.with("/bucket/a b/object", large("content"));

            try (Blob blob = store().open(OBJECT)) {
                server.failing(FileServer.xml(400, "<Error><Code>ExpiredToken</Code></Error>"), this::remember);

                assertThat(readEnd(blob)).isEqualTo("content");
            }
            assertThat(agent.requests()).hasSize(2);
            assertThat(signedBy).singleElement().asString().contains("Credential=SECOND/");
        }
    }

    /** Of the first refusal the words are read to mend it, of the second to say what is wrong. */
    @Test
    void aRefusalInTooManyWordsIsAskedForAgain() {
        server.with("/bucket/a b/object", large("content"));
        FileServer.Fault expired = FileServer.xml(400, "<Error><Code>ExpiredToken</Code></Error>");
        FileServer.Fault page = FileServer.xml(403, "<!-- a proxy's -->".repeat(10_000));

        try (Blob blob = store().open(OBJECT)) {
            server.failing(expired, page);

            assertThat(readEnd(blob)).isEqualTo("content");
        }
        assertThat(time.pauses()).hasSize(1);
    }

    private static FileServer.Fault keys(String id) {
        return FileServer.xml(
                200,
                "{\"AccessKeyId\": \"" + id + "\", \"SecretAccessKey\": \"s\", \"Token\": \"t\","
                        + " \"Expiration\": \"2099-01-01T00:00:00Z\"}");
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

    private void remember(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        signedBy.add(authorization == null ? "nobody" : authorization);
        server.asUsual().answer(exchange);
    }
}
