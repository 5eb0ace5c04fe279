package dev.radin.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.ForwardingStore;
import dev.radin.store.InMemoryStore;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KeptObjectsTest {

    private static final Location PASS = Location.of("s3://bucket/pass");
    private static final Location OTHER = Location.of("s3://bucket/other");

    private final InMemoryStore memory = new InMemoryStore()
            .with(PASS.toString(), "pass".getBytes(UTF_8))
            .with(OTHER.toString(), "other".getBytes(UTF_8));

    @Test
    void whatWasReadOnceIsNotReadAgain() {
        KeptObjects kept = new KeptObjects(memory, 4);

        kept.fetch(PASS);
        String content = read(kept.open(PASS));

        assertThat(content).isEqualTo("pass");
        assertThat(memory.bytesRead()).isEqualTo(4);
        assertThat(memory.openBlobs()).isZero();
    }

    @Test
    void whatThereIsNoMemoryForIsReadEachTime() {
        KeptObjects kept = new KeptObjects(memory, 8);
        kept.fetch(PASS);
        kept.fetch(OTHER);

        String content = read(kept.open(OTHER)) + read(kept.open(OTHER));

        assertThat(content).isEqualTo("otherother");
        assertThat(memory.bytesRead()).isEqualTo(4 + 2 * 5);
        assertThat(memory.openBlobs()).isZero();
    }

    /** However much memory there is: no array holds it. */
    @Test
    void whatIsLargerThanAnArrayIsReadEachTime() {
        Blob large = new LargeBlob(3L << 30);
        KeptObjects kept = new KeptObjects(
                new ForwardingStore(memory) {
                    @Override
                    public Blob open(Location uri) {
                        return large;
                    }
                },
                4L << 30);

        kept.fetch(PASS);

        assertThat(kept.open(PASS)).isSameAs(large);
    }

    private static String read(Blob blob) {
        try (blob) {
            ByteBuffer content = ByteBuffer.allocate((int) blob.sizeBytes());
            blob.read(0, content);
            return new String(content.array(), UTF_8);
        }
    }

    private record LargeBlob(long sizeBytes) implements Blob {
        @Override
        public String uri() {
            return PASS.toString();
        }

        @Override
        public void read(long position, ByteBuffer target) {
            throw new AssertionError("nobody needs it in memory");
        }

        @Override
        public void close() {}
    }
}
