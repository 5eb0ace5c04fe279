package dev.radin.store.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.Stat;
import dev.radin.store.http.FileServer;
import dev.radin.store.http.Http;
import dev.radin.store.http.LocalServer;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.OwnAuthority;
import dev.radin.store.http.ReadAhead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a web server that fails as servers do. */
class WebStoreTest {

    private static final byte[] LARGE = large();

    private final NoTime time = new NoTime();
    private final List<String> notes = new ArrayList<>();
    private final WebStore store = new WebStore(Http.of(Map.of(), time), new ReadAhead(64 << 20), notes::add);
    private FileServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer().with("/a.bin", "content".getBytes(UTF_8)).with("/large", LARGE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFileIsFoundWithItsSizeAndItsTag() {
        Stat stat = store.stat(at("/a.bin")).orElseThrow();

        assertThat(stat.uri()).isEqualTo(server.at("/a.bin"));
        assertThat(stat.sizeBytes()).isEqualTo(7);
        assertThat(stat.version()).startsWith("etag \"");
        assertThat(stat.modified()).isEqualTo("2026-11-28T10:00:00Z");
        assertThat(store.stat(at("/missing"))).isEmpty();
        assertThatThrownBy(() -> store.open(at("/missing")))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound))
                .hasMessage(server.at("/missing") + ": no such file; check the path, or copy it there");
    }

    @Test
    void whereOnlyGetIsAnsweredAFileIsFoundAllTheSame() {
        server.withoutHead();

        assertThat(store.stat(at("/a.bin")).orElseThrow().sizeBytes()).isEqualTo(7);
        assertThat(store.stat(at("/missing"))).isEmpty();
    }

    @Test
    void partsAreReadAsTheyAre() {
        try (Blob blob = store.open(at("/large"))) {
            assertThat(read(blob, 0, 8)).isEqualTo(Arrays.copyOfRange(LARGE, 0, 8));
            assertThat(read(blob, LARGE.length - 3, 3))
                    .isEqualTo(Arrays.copyOfRange(LARGE, LARGE.length - 3, LARGE.length));
            assertThat(read(blob, 1_000_000, 2_000_000)).isEqualTo(Arrays.copyOfRange(LARGE, 1_000_000, 3_000_000));
            assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
        }
        // Not one for each of the small reads that make a digest.
        assertThat(server.requests()).hasSizeLessThan(20);
    }

    @Test
    void whatBreaksOffIsGoneOnWithFromThere() {
        try (Blob blob = store.open(at("/large"))) {
            server.failing(server.cut(100_000), server.cut(0), server.cut(50_000));

            assertThat(read(blob, 10, 300_000)).isEqualTo(Arrays.copyOfRange(LARGE, 10, 300_010));
        }
        assertThat(server.requests())
                .containsSubsequence(
                        "GET /large bytes=10-300009",
                        "GET /large bytes=100010-300009",
                        "GET /large bytes=100010-300009",
                        "GET /large bytes=150010-300009");
    }

    @Test
    void aServerThatIsBusyIsAskedAgainWhenItSays() {
        server.failing(FileServer.status(503, "Retry-After", "7"), FileServer.status(500));

        assertThat(store.stat(at("/a.bin"))).isPresent();

        assertThat(time.pauses()).hasSize(2).first().isEqualTo(7000L);
        assertThat(time.pauses().get(1)).isBetween(0L, 400L);
    }

    @Test
    void aServerThatAsksToWaitLongerThanAnybodyDoesIsGivenUp() {
        String centuries = Long.toString(Long.MAX_VALUE / 1000);
        server.failing(FileServer.status(503, "Retry-After", "7"), FileServer.status(503, "Retry-After", centuries));

        assertThatThrownBy(() -> store.stat(at("/a.bin")))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining(" asks to slow down (503); fewer workers help; 2 tries in 7 s");
        assertThat(time.pauses()).containsExactly(7000L);
    }

    @Test
    void aServerThatStaysBusyIsGivenUp() {
        FileServer.Fault busy = FileServer.status(503, "x-amz-request-id", "ABC");
        server.failing(busy, busy, busy, busy, busy, busy, busy, busy);

        assertThatThrownBy(() -> store.stat(at("/a.bin")))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessageMatching(
                        "http://127.0.0.1:\\d+/a.bin: 127.0.0.1:\\d+ asks to slow down \\(503, request ABC\\);"
                                + " fewer workers help; 8 tries in \\d+ s");
        assertThat(time.pauses()).hasSize(7).allMatch(pause -> pause <= 20_000);
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        Location gone = at("/a.bin");
        server.close();

        assertThatThrownBy(() -> store.stat(gone))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessageMatching(".*/a.bin: cannot reach 127.0.0.1:\\d+: connection refused; [5-8] tries in \\d+ s;"
                        + " correct its address, or see to it that it runs and can be reached from here");
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsSaidAtOnce() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                    // Not closed before all has come: else what was sent may be lost.
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
                return null;
            });
            Location secure = Location.of("https://127.0.0.1:" + plain.getLocalPort() + "/a.bin");

            assertThatThrownBy(() -> store.stat(secure))
                    .isInstanceOf(RadinException.class)
                    .hasMessage(secure + ": " + secure.authority()
                            + " does not speak TLS; have it do so, or write http://" + " where that may be");
            assertThat(time.pauses()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** As Java's servers do, and S3Proxy. */
    @Test
    void aServerThatHangsUpOnWhoDoesNotSpeakTlsIsSaidAtOnce() throws Exception {
        HttpServer secure = LocalServer.by(OwnAuthority.in(folder));
        secure.start();
        try {
            isSaidToSpeakTls(secure.getAddress().getPort());
        } finally {
            secure.stop(0);
        }
    }

    /** As servers in Go do, MinIO among them, and nginx. */
    @Test
    void aServerThatAnswersWithoutTlsThatItSpeaksItIsSaidAtOnce() throws Exception {
        SSLSocketFactory secure = OwnAuthority.in(folder).server().getSocketFactory();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                while (true) {
                    answer(port.accept(), secure);
                }
            });

            isSaidToSpeakTls(port.getLocalPort());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void answer(Socket socket, SSLSocketFactory secure) {
        try (socket) {
            byte[] first = socket.getInputStream().readNBytes(1);
            if (first[0] == 'H') {
                socket.getOutputStream()
                        .write("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
                                .getBytes(UTF_8));
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } else {
                ((SSLSocket) secure.createSocket(socket, new ByteArrayInputStream(first), true)).startHandshake();
            }
        } catch (IOException e) {
            // The certificate is not trusted.
        }
    }

    private void isSaidToSpeakTls(int port) {
        Location plain = Location.of("http://127.0.0.1:" + port + "/a.bin");

        assertThatThrownBy(() -> store.stat(plain))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessage(plain + ": " + plain.authority()
                        + " speaks TLS; write https:// where that may be, or have it do without");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void aServerThatHangsUpWithoutTlsIsAskedAgain() {
        server.failing(FileServer.hangUp(), FileServer.hangUp(), FileServer.hangUp());

        assertThat(store.stat(at("/a.bin"))).isPresent();

        assertThat(time.pauses()).isNotEmpty();
    }

    @Test
    void aFileThatWasReplacedIsNotReadOn() {
        for (boolean tags : new boolean[] {true, false}) {
            server.with("/b", LARGE);
            if (!tags) {
                server.withoutTags();
            }
            try (Blob blob = store.open(at("/b"))) {
                server.with("/b", Arrays.copyOf(LARGE, LARGE.length - 1));

                assertThatThrownBy(() -> read(blob, 5, 10))
                        .isInstanceOfSatisfying(RadinException.class, e -> assertThat(e.reason())
                                .isEqualTo(Reason.InputChanged))
                        .hasMessageStartingWith(server.at("/b") + ": changed while it was used");
            }
        }
    }

    @Test
    void whereNoPartsAreGivenAFileIsReadFromItsStart() {
        server.withoutRanges();

        try (Blob blob = store.open(at("/large"))) {
            assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
            assertThat(read(blob, 1000, 5)).isEqualTo(Arrays.copyOfRange(LARGE, 1000, 1005));
            server.failing(server.cut(2_000_000));
            assertThat(read(blob, 10, 4_000_000)).isEqualTo(Arrays.copyOfRange(LARGE, 10, 4_000_010));
        }
        store.open(at("/a.bin")).close();

        assertThat(server.requests()).filteredOn("GET /large"::equals).hasSize(4);
        assertThat(notes).hasSize(1).first().asString().contains("gives no parts of files");
    }

    @Test
    void anEmptyFileIsEmpty() {
        server.with("/empty", new byte[0]);

        try (Blob blob = store.open(at("/empty"))) {
            assertThat(blob.sizeBytes()).isZero();
        }
        assertThat(store.stat(at("/empty")).orElseThrow().sizeBytes()).isZero();
    }

    @Test
    void partsAreAskedForWhereAServerLeads() throws IOException {
        try (FileServer other = new FileServer().with("/real", LARGE)) {
            FileServer.Fault led = FileServer.status(302, "Location", other.at("/real"));
            // As S3 does with public buckets of another region.
            FileServer.Fault ledToRegion =
                    FileServer.status(307, "Location", other.at("/real"), "x-amz-bucket-region", "eu-west-3");
            server.failing(led, ledToRegion);

            try (Blob blob = store.open(at("/moved"))) {
                assertThat(read(blob, 7, 9)).isEqualTo(Arrays.copyOfRange(LARGE, 7, 16));
            }
            assertThat(other.requests()).hasSize(2).allMatch(request -> request.startsWith("GET /real bytes="));
        }
    }

    @Test
    void whatIsForbiddenIsSaidOnce() {
        server.failing(FileServer.status(403), FileServer.status(403));

        assertThatThrownBy(() -> store.stat(at("/a.bin")))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessageContaining("does not let everybody read it (403)");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void nothingIsWrittenOrListed() {
        assertThatThrownBy(() -> store.create(at("/a.bin")))
                .hasMessageEndingWith("is on a web server, which is only read; write to a bucket or a file"
                        + " system, and copy it from there");
        assertThatThrownBy(() -> store.list(at("/folder/")))
                .hasMessageStartingWith(server.at("/folder") + ": no such file, and folders of web servers");
    }

    private Location at(String path) {
        return Location.of(server.at(path));
    }

    private static byte[] read(Blob blob, long position, int length) {
        ByteBuffer target = ByteBuffer.allocate(length);
        blob.read(position, target);
        return target.array();
    }

    private static byte[] large() {
        byte[] content = new byte[5 << 20];
        new Random(3).nextBytes(content);
        return content;
    }
}
