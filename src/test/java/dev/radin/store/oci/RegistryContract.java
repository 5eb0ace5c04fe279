package dev.radin.store.oci;

import static dev.radin.store.WholeObjects.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading from a registry keeps, whatever the registry is made of. It lets in {@link Registry#LOGIN} and nobody else. */
abstract class RegistryContract {

    private static final String RAW = "application/vnd.cncf.model.weight.v1.raw";
    private static final String IMAGE = "application/vnd.oci.image.layer.v1.tar";
    private static final byte[] LARGE = Registry.large();

    /** Names that paths and URIs are easily wrong about. */
    private static final List<String> NAMES =
            List.of("a b", "a#b", "100%", "a%20b", "a+b", "a?b=c", "'a'", "~a", "größe.pt");

    @TempDir
    Path home;

    /** That this test alone pushes to. */
    private final String repository = "team/" + UUID.randomUUID();

    protected abstract Registry registry();

    private Store store() throws IOException {
        return store(Registry.LOGIN);
    }

    private Store store(String login) throws IOException {
        String auth = Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        Files.writeString(
                home.resolve("config.json"),
                "{\"auths\": {\"" + registry().name() + "\": {\"auth\": \"" + auth + "\"}}}");
        return Registry.store(home);
    }

    private Location at(String reference) {
        return registry().at(repository + reference);
    }

    private void push(Map<String, byte[]> files) throws IOException {
        registry().push(repository, "v1", RAW, files);
    }

    @Test
    void layersAreFilesByTheirNames() throws IOException {
        push(Map.of(
                "config.json",
                "{}".getBytes(UTF_8),
                "runs/a b.safetensors",
                LARGE,
                "./runs/b.pt",
                "b".getBytes(UTF_8)));
        Store store = store();

        assertThat(store.list(at(":v1"))).containsExactly("config.json");
        assertThat(store.folders(at(":v1/"))).containsExactly("runs");
        assertThat(store.list(at(":v1/runs"))).containsExactly("a b.safetensors", "b.pt");
        assertThat(store.stat(at(":v1/runs"))).isEmpty();
        assertThat(store.stat(at(":v1"))).isEmpty();
        Location large = at(":v1").child("runs").child("a b.safetensors");
        assertThat(store.stat(large).orElseThrow()).satisfies(stat -> {
            assertThat(stat.uri()).isEqualTo(large.toString());
            assertThat(stat.sizeBytes()).isEqualTo(LARGE.length);
            assertThat(stat.version()).isEqualTo(Digests.of(LARGE));
            assertThat(stat.digest()).contains(Digests.of(LARGE));
        });
        try (Blob blob = store.open(large)) {
            assertThat(blob.digest()).contains(Digests.of(LARGE));
            assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
        }
    }

    @Test
    void anyPartOfAFileIsRead() throws IOException {
        push(Map.of("a", LARGE));
        Random places = new Random(1);
        try (Blob blob = store().open(at(":v1/a"))) {
            for (int i = 0; i < 20; i++) {
                int first = i == 0 ? LARGE.length : places.nextInt(LARGE.length);
                int last = i == 0 ? LARGE.length : first + places.nextInt(LARGE.length - first);
                ByteBuffer part = ByteBuffer.allocate(last - first);
                blob.read(first, part);
                assertThat(part.array()).isEqualTo(Arrays.copyOfRange(LARGE, first, last));
            }
            assertThatThrownBy(() -> blob.read(LARGE.length, ByteBuffer.allocate(1)))
                    .isInstanceOf(RadinException.class);
        }
    }

    @Test
    void anyNameIsTakenAsItIs() throws IOException {
        for (String name : NAMES) {
            push(Map.of(name, name.getBytes(UTF_8)));
            Store store = store();

            assertThat(store.list(at(":v1"))).containsExactly(name);
            assertThat(read(store, at(":v1").child(name))).isEqualTo(name);
        }
    }

    @Test
    void aTagIsTheManifestThatItWasAtFirst() throws IOException {
        String digest = registry().push(repository, "latest", RAW, Map.of("a", "old".getBytes(UTF_8)));
        Store store = store();
        assertThat(store.list(at(""))).containsExactly("a");

        registry().push(repository, "latest", RAW, Map.of("a", "new".getBytes(UTF_8)));

        assertThat(read(store, at(":latest/a"))).isEqualTo("old");
        assertThat(read(store(), at(":latest/a"))).isEqualTo("new");
        assertThat(read(store(), at("@" + digest + "/a"))).isEqualTo("old");
    }

    @Test
    void archivesAreReadHoweverTheyArePacked() throws IOException {
        registry()
                .push(
                        repository,
                        "v1",
                        List.of(
                                layer(
                                        IMAGE,
                                        new Tar().file("models/plain.pt", LARGE).bytes()),
                                layer(
                                        IMAGE + "+gzip",
                                        new Tar().file("models/gzip.pt", LARGE).gzip()),
                                layer(
                                        IMAGE + "+zstd",
                                        new Tar().file("models/zstd.pt", LARGE).zstd())));
        Store store = store();

        assertThat(store.list(at(":v1/models"))).containsExactly("gzip.pt", "plain.pt", "zstd.pt");
        for (String name : store.list(at(":v1/models"))) {
            try (Blob blob = store.open(at(":v1/models/" + name))) {
                assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
            }
        }
    }

    private Map<String, Object> layer(String mediaType, byte[] content) {
        return registry().layer(mediaType, content, Map.of());
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        push(Map.of("a", LARGE));
        Store store = store();

        assertThat(store.stat(at(":v1/b"))).isEmpty();
        Registry.refused(store, at(":v1/b"), Reason.InputNotFound, "no such file; check the path, or push it there");
        String advice = " at " + registry().name() + "; check repository and tag";
        Registry.refused(store, at(":v2/a"), Reason.InputNotFound, "there is no " + repository + ":v2" + advice);
        String digest = "sha256:" + "1".repeat(64);
        Registry.refused(
                store,
                at("@" + digest + "/a"),
                Reason.InputNotFound,
                "there is no " + repository + "@" + digest + advice);
        Location other = at("-other:v1/a");
        Registry.refused(store, other, Reason.InputNotFound, "there is no " + repository + "-other:v1" + advice);
    }

    @Test
    void nobodyElseIsLetIn() throws IOException {
        push(Map.of("a", LARGE));

        Registry.refused(
                store("radin:wrong"),
                at(":v1/a"),
                Reason.InputForbidden,
                registry().name() + " does not let this login read " + repository);
        Files.delete(home.resolve("config.json"));
        Registry.refused(
                Registry.store(home),
                at(":v1/a"),
                Reason.InputForbidden,
                "there is no " + repository + " at " + registry().name()
                        + ", or it is private; mount a login, as docker"
                        + " login writes it, and set DOCKER_CONFIG to its folder");
    }
}
