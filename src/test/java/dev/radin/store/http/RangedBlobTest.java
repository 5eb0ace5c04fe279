package dev.radin.store.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.RadinException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that are read beside each other with little memory for what comes before it is asked for. */
@Timeout(600)
class RangedBlobTest {

    private static final int SIZE = (4 << 20) + 12345;
    private static final int SMALLEST = 256 << 10;
    private static final int BLOCK = 64 << 10;
    private static final int FILES = 6;

    private static final Pattern REQUEST = Pattern.compile("GET /(\\d) bytes=(\\d+)-(\\d+)");

    private final List<byte[]> contents = new ArrayList<>();

    @AutoClose
    private FileServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        for (int file = 0; file < FILES; file++) {
            byte[] content = new byte[SIZE];
            new Random(file).nextBytes(content);
            contents.add(content);
            server.with("/" + file, content);
        }
    }

    private RangedBlob open(int file, ReadAhead readAhead) {
        RemoteObject object = new RemoteObject() {
            @Override
            public String uri() {
                return "file " + file;
            }

            @Override
            public long sizeBytes() {
                return SIZE;
            }

            @Override
            public Call get() {
                return Call.get(URI.create(server.at("/" + file)));
            }

            @Override
            public boolean isSame(Answer answer) {
                return true;
            }

            @Override
            public RadinException refused(Answer answer) {
                throw new AssertionError(answer.status());
            }
        };
        return new RangedBlob(new Ranges(Http.of(Map.of(), Time.REAL), object), readAhead);
    }

    private boolean isRight(RangedBlob blob, int file, int position, int length) {
        ByteBuffer read = ByteBuffer.allocate(length);
        blob.read(position, read);
        return read.flip().equals(ByteBuffer.wrap(contents.get(file), position, length));
    }

    /** With memory for five requests each, the least of what is read ahead, and one of which a thread does not let go yet. */
    @Test
    void whoReadsBesideOthersHasAShareOfTheMemoryAndSendsNoSmallRequests() {
        ReadAhead readAhead = new ReadAhead(6L * FILES * SMALLEST);
        List<RangedBlob> blobs = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            blobs.add(open(file, readAhead));
        }

        for (int at = 0; at < SIZE; at += BLOCK) {
            for (int file = 0; file < FILES; file++) {
                assertThat(isRight(blobs.get(file), file, at, Math.min(BLOCK, SIZE - at)))
                        .isTrue();
            }
        }

        for (String request : server.requests()) {
            Matcher range = REQUEST.matcher(request);
            assertThat(range.matches()).isTrue();
            int last = Integer.parseInt(range.group(3));
            assertThat(last + 1 - Integer.parseInt(range.group(2)))
                    .as(request)
                    .isGreaterThanOrEqualTo(last == SIZE - 1 ? 1 : SMALLEST);
        }
        blobs.forEach(RangedBlob::close);
        // All of the memory is free, as soon as the threads have let go.
        while (readAhead.arrays().take(6 * FILES * SMALLEST) == null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsReadIsRightWhoeverElseReadsThereAndWhateverIsClosed() throws Exception {
        ReadAhead readAhead = new ReadAhead(6L * SMALLEST);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> readers = new ArrayList<>();
        for (int file = 0; file < 2; file++) {
            RangedBlob shared = open(file, readAhead);
            for (int reader = 0; reader < 4; reader++) {
                int one = file;
                int seed = reader;
                readers.add(() -> readAlong(shared, one, new Random(seed)));
                readers.add(() -> {
                    try (RangedBlob own = open(one, readAhead)) {
                        return readAlong(own, one, new Random(seed + 100));
                    }
                });
            }
        }

        for (Future<Boolean> right : threads.invokeAll(readers)) {
            assertThat(right.get()).isTrue();
        }
        threads.shutdown();
    }

    /** Some blocks from each of several places on. */
    private boolean readAlong(RangedBlob blob, int file, Random random) {
        boolean right = true;
        for (int place = 0; place < 20; place++) {
            int length = 1 + random.nextInt(2 * BLOCK);
            int at = random.nextInt(SIZE / BLOCK) * BLOCK;
            for (int block = 0; block < 12 && at + length <= SIZE; block++) {
                right &= isRight(blob, file, at, length);
                at += length;
            }
        }
        return right;
    }
}
