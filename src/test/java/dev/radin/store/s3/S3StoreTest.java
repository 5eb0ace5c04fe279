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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a bucket whose server refuses, forgets and hangs up. */
class S3StoreTest {

    private static final Location OBJECT = Location.of("s3://bucket/a b/object");

    private final NoTime time = new NoTime();

    @AutoClose
    private final AwsEnvironment environment = new AwsEnvironment();

    private final List<String> signedBy = Collections.synchronizedList(new ArrayList<>());
    private long memoryToRead = 1 << 20;
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
                environment.values(), Http.of(Map.of(), time), new ReadAhead(memoryToRead), new WriteBehind(0));
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

    private void remember(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        signedBy.add(authorization == null ? "nobody" : authorization);
        server.asUsual().answer(exchange);
    }
}
