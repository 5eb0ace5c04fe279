package dev.radin.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.soup.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store that is written to keeps, whatever it is made of. */
public abstract class StoreContract {

    /** Names that paths, URIs, signatures and lists of servers are easily wrong about. */
    private static final List<String> NAMES = List.of(
            "plain.safetensors",
            "a b",
            "a#b",
            "100%",
            "a%20b",
            "a+b",
            "a&b=c;d",
            "a?b=c",
            "a?b",
            "'a'",
            "a:b@c",
            "~a",
            "größe.pt");

    /** Of more than one part of an upload, and of no whole number of blocks. */
    private static final int LARGE = (17 << 20) + 12345;

    protected abstract Store store();

    /** One that this test alone uses. */
    protected abstract Location folder();

    /** Puts other content in the place of an object, as others may do at any moment. */
    protected abstract void replace(Location uri, byte[] content) throws IOException;

    /** Whether there can be an object of this name at all. */
    protected boolean takes(String name) {
        return true;
    }

    @Test
    void whereNothingIsThereIsNoObject() {
        assertThat(store().stat(at("missing"))).isEmpty();
        assertThatThrownBy(() -> store().open(at("missing")))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound))
                .hasMessageStartingWith(at("missing") + ": ");
        assertThat(store().list(at("missing"))).isEmpty();
        assertThat(store().folders(at("missing"))).isEmpty();
    }

    @Test
    void anObjectIsThereOnceItIsPublished() {
        Location uri = at("a/b/object");
        try (Publication publication = store().create(uri)) {
            assertThat(publication.uri()).isEqualTo(uri.toString());
            publication.write(bytes("cont"));
            publication.write(bytes("ent"));

            assertThat(store().stat(uri)).isEmpty();
            assertThat(store().list(at("a/b"))).isEmpty();

            assertThat(publication.publish()).isTrue();
        }

        assertThat(read(uri)).isEqualTo("content");
        Stat stat = store().stat(uri).orElseThrow();
        assertThat(stat.uri()).isEqualTo(uri.toString());
        assertThat(stat.sizeBytes()).isEqualTo(7);
    }

    @Test
    void theFirstPublicationOfANameStays() {
        publish(at("object"), "first");

        assertThat(publish(at("object"), "second")).isFalse();

        assertThat(read(at("object"))).isEqualTo("first");
    }

    @Test
    void ofTwoThatWriteAtOnceTheFirstToPublishWins() {
        try (Publication slow = store().create(at("object"))) {
            slow.write(bytes("slow"));
            assertThat(publish(at("object"), "quick")).isTrue();

            assertThat(slow.publish()).isFalse();
        }

        assertThat(read(at("object"))).isEqualTo("quick");
    }

    @Test
    void oneOfManyThatPublishAtOnceWins() {
        List<Boolean> won = Threads.of(8).map(8, i -> publish(at("contested"), "writer " + i));

        assertThat(won).containsOnlyOnce(true);
        assertThat(read(at("contested"))).isEqualTo("writer " + won.indexOf(true));
        assertThat(store().list(folder())).containsExactly("contested");
    }

    @Test
    void whatIsNotPublishedLeavesNothing() {
        try (Publication publication = store().create(at("small"))) {
            publication.write(bytes("half"));
        }
        try (Publication publication = store().create(at("large"))) {
            publication.write(ByteBuffer.wrap(large()));
        }

        assertThat(store().list(folder())).isEmpty();
        assertThat(store().stat(at("large"))).isEmpty();
    }

    @Test
    void nothingAtAllCanBePublished() {
        publish(at("empty"), "");

        try (Blob blob = store().open(at("empty"))) {
            assertThat(blob.sizeBytes()).isZero();
            blob.read(0, ByteBuffer.allocate(0));
        }
        assertThat(store().list(folder())).containsExactly("empty");
    }

    @Test
    void largeObjectsComeBackByteForByte() {
        byte[] content = large();
        try (Publication publication = store().create(at("large"))) {
            publication.write(ByteBuffer.wrap(content, 0, 5));
            publication.write(ByteBuffer.wrap(content, 5, content.length - 5));
            assertThat(publication.publish()).isTrue();
        }

        try (Blob blob = store().open(at("large"))) {
            assertThat(blob.sizeBytes()).isEqualTo(content.length);
            ByteBuffer whole = ByteBuffer.allocate(content.length);
            blob.read(0, whole);
            assertThat(Arrays.equals(whole.array(), content)).isTrue();
            assertThat(Digests.of(blob)).isEqualTo(Digests.of(content));
        }
        try (Publication again = store().create(at("large"))) {
            again.write(ByteBuffer.wrap(content));
            assertThat(again.publish()).isFalse();
        }
    }

    @Test
    void anyPartIsReadByAnyNumberOfThreads() {
        byte[] content = large();
        try (Publication publication = store().create(at("large"))) {
            publication.write(ByteBuffer.wrap(content));
            publication.publish();
        }
        try (Blob blob = store().open(at("large"))) {
            List<Boolean> same = Threads.of(4).map(12, seed -> {
                Random random = new Random(seed);
                int from = random.nextInt(content.length);
                int length = random.nextInt(Math.min(3 << 20, content.length - from));
                ByteBuffer part = ByteBuffer.allocateDirect(length);
                blob.read(from, part);
                return part.flip().equals(ByteBuffer.wrap(content, from, length));
            });
            assertThat(same).containsOnly(true);
        }
    }

    @Test
    void aReadPastTheEndSaysThatTheObjectIsNotWhatItWas() {
        publish(at("object"), "content");

        try (Blob blob = store().open(at("object"))) {
            assertThatThrownBy(() -> blob.read(5, ByteBuffer.allocate(3)))
                    .isInstanceOfSatisfying(
                            RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputChanged))
                    .hasMessageStartingWith(at("object") + ": ");
            assertThatThrownBy(() -> blob.read(100, ByteBuffer.allocate(1))).isInstanceOf(RadinException.class);
        }
    }

    /** Old content is fine, and so is to say that it is gone. */
    @Test
    void whatWasOpenedIsNeverReadAsSomethingElse() throws IOException {
        byte[] content = large();
        byte[] other = large();
        for (int i = 0; i < other.length; i++) {
            other[i] ^= 1;
        }
        try (Publication publication = store().create(at("object"))) {
            publication.write(ByteBuffer.wrap(content));
            publication.publish();
        }
        try (Blob blob = store().open(at("object"))) {
            Stat before = store().stat(at("object")).orElseThrow();

            replace(at("object"), other);

            ByteBuffer end = ByteBuffer.allocate(1000);
            try {
                blob.read(content.length - 1000, end);
                assertThat(end.flip()).isEqualTo(ByteBuffer.wrap(content, content.length - 1000, 1000));
            } catch (RadinException e) {
                assertThat(e.reason()).isEqualTo(Reason.InputChanged);
            }
            Stat after = store().stat(at("object")).orElseThrow();
            assertThat(after.version()).isNotEqualTo(before.version().isEmpty() ? "?" : before.version());
        }
    }

    @Test
    void whatIsDeletedIsGoneAndCanBePublishedAnew() {
        publish(at("object"), "first");

        store().delete(at("object"));
        store().delete(at("object"));

        assertThat(store().stat(at("object"))).isEmpty();
        assertThat(publish(at("object"), "second")).isTrue();
        assertThat(read(at("object"))).isEqualTo("second");
    }

    @Test
    void aFolderHasItsOwnFilesAndFoldersAndNoOthers() {
        publish(at("m/b"), "1");
        publish(at("m/a"), "1");
        publish(at("m/deep/er/c"), "1");
        publish(at("m/other/d"), "1");
        publish(at("m2/e"), "1");

        for (Location folder : List.of(at("m"), at("m/"))) {
            assertThat(store().list(folder)).containsExactly("a", "b");
            assertThat(store().folders(folder)).containsExactly("deep", "other");
        }
        assertThat(store().list(at("m/deep"))).isEmpty();
        assertThat(store().folders(at("m/deep"))).containsExactly("er");
        assertThat(store().stat(at("m"))).isEmpty();
        assertThat(store().folders(folder())).containsExactly("m", "m2");
    }

    @Test
    void anyNameIsTakenAsItIs() {
        List<String> names = NAMES.stream().filter(this::takes).sorted().toList();

        for (String name : names) {
            assertThat(publish(at("names").child(name), name)).isTrue();
            assertThat(publish(at("in").child(name).child("file"), name)).isTrue();
        }

        assertThat(store().list(at("names"))).isEqualTo(names);
        assertThat(store().folders(at("in"))).isEqualTo(names);
        for (String name : names) {
            Location uri = Location.of(at("names").child(name).toString());
            assertThat(read(uri)).isEqualTo(name);
            assertThat(store().stat(uri).orElseThrow().uri()).isEqualTo(uri.toString());
            assertThat(read(at("in").child(name).child("file"))).isEqualTo(name);
        }
    }

    private Location at(String path) {
        Location uri = folder();
        for (String name : path.split("/")) {
            uri = uri.child(name);
        }
        return path.endsWith("/") ? uri.folder() : uri;
    }

    private static byte[] large() {
        byte[] content = new byte[LARGE];
        new Random(7).nextBytes(content);
        return content;
    }

    private static ByteBuffer bytes(String content) {
        return ByteBuffer.wrap(content.getBytes(UTF_8));
    }

    private boolean publish(Location uri, String content) {
        return WholeObjects.publish(store(), uri, content.getBytes(UTF_8));
    }

    private String read(Location uri) {
        return WholeObjects.read(store(), uri);
    }
}
