package dev.radin.store.gs;

import static dev.radin.store.WholeObjects.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.store.WholeObjects;
import dev.radin.store.http.FakeService;
import dev.radin.store.http.FileServer;
import dev.radin.store.http.FileServer.Fault;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bucket of Google's whose server refuses, forgets and hangs up. */
class GsStoreTest {

    private static final Location OBJECT = Location.of("gs://radin/a b/object");

    /** More than is put in one request. */
    private static final int LARGE = 2_000_000;

    private final NoTime time = new NoTime();
    private final FakeGoogleStorage google = new FakeGoogleStorage();
    private final Map<String, String> environment =
            new TreeMap<>(Map.of("STORAGE_EMULATOR_HOST", google.host(), "HOME", "/none"));

    @AfterEach
    void stop() {
        google.close();
    }

    private GsStore store() {
        return new GsStore(environment, Http.of(Map.of(), time), new ReadAhead(1 << 20), new WriteBehind(64 << 20));
    }

    @Test
    void anObjectIsReadAtTheGenerationThatWasOpened() {
        google.put("a b/object", content(LARGE));

        byte[] read = new byte[LARGE];
        try (Blob blob = store().open(OBJECT)) {
            blob.read(0, ByteBuffer.wrap(read));
        }
        assertThat(read).isEqualTo(content(LARGE));
        assertThat(google.requests())
                .startsWith("GET /storage/v1/b/radin/o/a%20b%2Fobject?alt=media")
                .hasSizeGreaterThan(1);
        assertThat(google.requests().subList(1, google.requests().size()))
                .containsOnly("GET /storage/v1/b/radin/o/a%20b%2Fobject?alt=media&generation=1700000000000001");
    }

    @Test
    void aSmallObjectIsOneRequestAndSoIsOneThatIsMissing() {
        google.put("a b/object", "content".getBytes(UTF_8));

        try (Blob blob = store().open(OBJECT)) {
            assertThat(read(blob)).isEqualTo("content");
        }
        assertThat(store().openIfPresent(OBJECT.sibling("other"))).isEmpty();

        assertThat(google.requests())
                .containsExactly(
                        "GET /storage/v1/b/radin/o/a%20b%2Fobject?alt=media",
                        "GET /storage/v1/b/radin/o/a%20b%2Fother?alt=media");
    }

    @Test
    void anObjectOfNothingIsAnObject() {
        google.put("a b/object", new byte[0]);

        try (Blob blob = store().open(OBJECT)) {
            assertThat(blob.sizeBytes()).isZero();
        }
    }

    /** As emulators do. */
    @Test
    void anAnswerThatDoesNotSayWhichGenerationItIsOfIsNotTaken() {
        google.put("a b/object", "content".getBytes(UTF_8));
        google.failing(exchange -> FakeService.send(exchange, 200, "other"));

        try (Blob blob = store().open(OBJECT)) {
            assertThat(read(blob)).isEqualTo("content");
        }
        assertThat(google.requests().get(1)).isEqualTo("GET /storage/v1/b/radin/o/a%20b%2Fobject");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | forbidden | soups@p.iam.gserviceaccount.com does not have storage.objects.get access | InputForbidden"
                        + " | it needs storage.objects.get and storage.objects.list here. Missing objects are answered alike"
                        + " where listing is not allowed: soups@p.iam.gserviceaccount.com does not have storage.objects.get"
                        + " access (127.0.0.1:PORT, 403, request REQ1)",
                "401 | authError | Anonymous caller | InputForbidden | access denied to nobody, as 127.0.0.1:PORT is shown"
                        + " no token; it needs storage.objects.get and storage.objects.list here. Missing objects are answered"
                        + " alike where listing is not allowed: Anonymous caller (127.0.0.1:PORT, 401, request REQ1)",
                "404 | notFound | The specified bucket does not exist. | InputNotFound | there is no bucket \"radin\" at"
                        + " 127.0.0.1:PORT; check its name (127.0.0.1:PORT, 404, request REQ1)",
                "400 | required | Bucket is a requester pays bucket but no user project provided. | InputForbidden | those who"
                        + " ask have to pay for bucket \"radin\"; set GOOGLE_CLOUD_QUOTA_PROJECT to the project that does"
                        + " (127.0.0.1:PORT, 400, request REQ1)",
                "400 | invalid | its words | StorageFailed | 127.0.0.1:PORT refuses: its words (127.0.0.1:PORT, 400, request"
                        + " REQ1)",
            })
    void refusalsSayWhatToDo(int status, String code, String words, Reason reason, String message) {
        google.failing(FileServer.status(status), refusal(status, code, words));

        assertThatThrownBy(() -> store().open(OBJECT))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageStartingWith("gs://radin/a b/object: ")
                .hasMessageEndingWith(message.replace("127.0.0.1:PORT", google.host()));
    }

    @Test
    void theProjectThatPaysIsNamedWithEachRequest() {
        environment.put("GOOGLE_CLOUD_QUOTA_PROJECT", "models-1");

        assertThat(publish(LARGE)).isTrue();
        read(store().open(OBJECT));
        store().list(OBJECT.sibling(""));

        assertThat(google.requests())
                .filteredOn(request -> !request.contains("upload_id="))
                .hasSizeGreaterThan(4)
                .allMatch(request -> request.matches(".*[?&]userProject=models-1"));
    }

    @Test
    void aMissingBucketIsNoEmptyFolder() {
        Location folder = Location.of("gs://other/models");

        assertThatThrownBy(() -> store().list(folder))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound))
                .hasMessageStartingWith("gs://other/models: there is no bucket \"other\" at " + google.host());
    }

    @Test
    void aServerThatAsksToComeLaterByAnyStatusIsAskedLater() {
        google.put("a b/object", "content".getBytes(UTF_8));
        google.failing(
                refusal(403, "rateLimitExceeded", "slowly"),
                FileServer.status(429, "Retry-After", "3"),
                FileServer.status(503));

        assertThat(store().stat(OBJECT)).isPresent();

        assertThat(time.pauses()).hasSize(3).element(1).isEqualTo(3000L);
    }

    @Test
    void whatIsStoredCompressedIsRefused() {
        google.put("a b/object", "content".getBytes(UTF_8));
        google.failing(exchange -> {
            exchange.getResponseHeaders().set("x-goog-generation", "1700000000000001");
            FakeService.send(exchange, 200, "unpacked on the way");
        });

        assertThatThrownBy(() -> store().open(OBJECT))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith(OBJECT + ": is stored compressed, of which there are no parts");
    }

    /** The answer to the request that decides is lost, and the object is there with the mark of this writer. */
    @Test
    void aPublicationWhoseAnswerWasLostIsLookedFor() {
        google.failing(null, google.lost());

        assertThat(publish(3)).isTrue();
    }

    @Test
    void aPublicationThatNobodySawIsSentAgainAndMayLose() {
        google.failing(null, FileServer.hangUp(), null, exchange -> {
            google.put("a b/object", "other".getBytes(UTF_8));
            google.answer(exchange);
        });

        assertThat(publish(3)).isFalse();

        assertThat(read(store().open(OBJECT))).isEqualTo("other");
    }

    @Test
    void anUploadWhoseAnswerWasLostIsLookedFor() {
        google.failing(null, null, google.lost());

        assertThat(publish(LARGE)).isTrue();

        try (Blob blob = store().open(OBJECT)) {
            assertThat(blob.sizeBytes()).isEqualTo(LARGE);
        }
    }

    @Test
    void partsAreSentWhileTheNextAreMadeAndComeTogetherInOrder() {
        byte[] content = content((80 << 20) + 7);

        assertThat(WholeObjects.publish(store(), OBJECT, content)).isTrue();

        byte[] read = new byte[content.length];
        try (Blob blob = store().open(OBJECT)) {
            blob.read(0, ByteBuffer.wrap(read));
        }
        assertThat(Arrays.equals(read, content)).isTrue();
    }

    @Test
    void aPartThatBrokeOffGoesOnFromWhatTheServerHas() {
        google.failing(null, null, exchange -> google.takePart(exchange, 256 << 10), null, null, null);

        assertThat(publish(LARGE)).isTrue();

        byte[] read = new byte[LARGE];
        try (Blob blob = store().open(OBJECT)) {
            blob.read(0, ByteBuffer.wrap(read));
        }
        assertThat(read).isEqualTo(content(LARGE));
        assertThat(google.openUploads()).isZero();
    }

    @Test
    void anUploadThatIsNotPublishedIsGivenUp() {
        try (Publication publication = store().create(OBJECT)) {
            publication.write(ByteBuffer.wrap(content((16 << 20) + 1)));
            assertThat(google.openUploads()).isOne();
        }

        assertThat(google.openUploads()).isZero();
    }

    @Test
    void aBucketThatIsMissingCannotBeWritten() {
        Location elsewhere = Location.of("gs://other/object");

        assertThatThrownBy(() -> WholeObjects.publish(store(), elsewhere, new byte[3]))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageStartingWith("gs://other/object: there is no bucket \"other\" at " + google.host());
    }

    @Test
    void whatMayNotBeWrittenIsSaid() {
        google.failing(null, refusal(403, "forbidden", "no"));

        assertThatThrownBy(() -> publish(3))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageContaining("it needs storage.objects.create, storage.objects.get and storage.objects.list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "gs://b/k                            | none              | https://storage.googleapis.com/storage/v1/b/b/o/k | true",
                "gs://b/k?endpoint=https://vpc.example/ | none           | https://vpc.example/storage/v1/b/b/o/k            | true",
                "gs://b/k?endpoint=http://fake:4443  | emulator:9000     | http://fake:4443/storage/v1/b/b/o/k               | false",
                "gs://b/k                            | emulator:9000     | http://emulator:9000/storage/v1/b/b/o/k           | false",
                "gs://b/k                            | https://e:9000    | https://e:9000/storage/v1/b/b/o/k                 | false",
            })
    void theUriAndTheEnvironmentSayWhereAndWhoIsShownTokens(
            String uri, String emulator, String target, boolean takesTokens) {
        GsServer server =
                GsServer.of(Location.of(uri), emulator == null ? Map.of() : Map.of("STORAGE_EMULATOR_HOST", emulator));

        assertThat(server.object("b", "k", "")).hasToString(target);
        assertThat(server.takesTokens()).isEqualTo(takesTokens);
    }

    @Test
    void whatIsNoServerIsSaid() {
        environment.put("STORAGE_EMULATOR_HOST", "ftp://host");

        assertThatThrownBy(() -> store().stat(OBJECT))
                .hasMessageStartingWith(OBJECT + ": its endpoint is none; write http://host:port");
    }

    private static Fault refusal(int status, String code, String words) {
        return FileServer.xml(status, FakeGoogleStorage.error(status, code, words), "X-GUploader-UploadID", "REQ1");
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private boolean publish(int size) {
        return WholeObjects.publish(store(), OBJECT, content(size));
    }
}
