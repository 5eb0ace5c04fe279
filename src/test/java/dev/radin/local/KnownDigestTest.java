package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Stat;
import dev.radin.store.Stores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset whose digest its store knows, as the hub and registries do. */
class KnownDigestTest {

    private static final Path VALIDATION = Quickstart.FOLDER.resolve("val.safetensors");

    @TempDir
    private Path output;

    @Test
    void itIsNotReadForItsNameAndMakesTheSamePasses() throws IOException {
        Quickstart plain = new Quickstart(output.resolve("plain"));
        Counting without = new Counting(null);
        plain.store = without;
        Quickstart known = new Quickstart(output.resolve("known"));
        Counting with = new Counting(Digests.of(Files.readAllBytes(VALIDATION)));
        known.store = with;

        Quickstart.Run expected = plain.run();
        Quickstart.Run run = known.run();

        assertThat(run.report().inputs()).isEqualTo(expected.report().inputs());
        assertThat(names("known/cache/passes")).isEqualTo(names("plain/cache/passes"));
        long saved = without.bytesRead.get() - with.bytesRead.get();
        assertThat(saved).as("of what was read").isGreaterThan(Files.size(VALIDATION) / 2);
        try (Stream<Path> digests = Files.list(output.resolve("known/cache/digests"))) {
            assertThat(digests.map(KnownDigestTest::read).filter(text -> text.contains("val.safetensors")))
                    .as("remembered, for radin cache to know whose passes are")
                    .hasSize(1);
        }
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(output.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noPassIsMadeOfWhatIsNotWhatItsDigestSays() {
        Quickstart quickstart = new Quickstart(output);
        String wrong = Digests.of(new byte[] {1});
        quickstart.store = new Counting(wrong);

        Quickstart.Run run = quickstart.run();

        assertThat(run.failure().reason()).isEqualTo(Reason.InputChanged);
        assertThat(run.failure().message())
                .startsWith(Quickstart.uri(VALIDATION) + ": its content is sha256:")
                .endsWith(", and " + wrong + " where it is kept; put it there again");
        assertThat(output.resolve("cache/passes"))
                .satisfiesAnyOf(passes -> assertThat(passes).doesNotExist(), passes -> assertThat(passes)
                        .isEmptyDirectory());
    }

    /** Counts what is read of the validation data, and may know their digest. */
    private static final class Counting extends ForwardingStore {

        private final Optional<String> digest;
        private final AtomicLong bytesRead = new AtomicLong();

        Counting(String digest) {
            super(Stores.local());
            this.digest = Optional.ofNullable(digest);
        }

        @Override
        public Optional<Stat> stat(Location uri) {
            return super.stat(uri)
                    .map(file -> isData(uri)
                            ? new Stat(file.uri(), file.sizeBytes(), file.version(), file.modified(), digest)
                            : file);
        }

        @Override
        public Blob open(Location uri) {
            return isData(uri) ? new Data(super.open(uri)) : super.open(uri);
        }

        private static boolean isData(Location uri) {
            return uri.name().equals("val.safetensors");
        }

        private final class Data implements Blob {

            private final Blob file;

            Data(Blob file) {
                this.file = file;
            }

            @Override
            public String uri() {
                return file.uri();
            }

            @Override
            public long sizeBytes() {
                return file.sizeBytes();
            }

            @Override
            public Optional<String> digest() {
                return digest;
            }

            @Override
            public void read(long position, ByteBuffer target) {
                bytesRead.addAndGet(target.remaining());
                file.read(position, target);
            }

            @Override
            public void close() {
                file.close();
            }
        }
    }
}
