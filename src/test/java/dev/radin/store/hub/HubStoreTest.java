package dev.radin.store.hub;

import static dev.radin.store.WholeObjects.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.ReadAhead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories of a hub. */
class HubStoreTest {

    private static final byte[] LARGE = large();
    private static final Map<String, byte[]> FILES = Map.of(
            "config.json",
            "{}".getBytes(UTF_8),
            "model.safetensors",
            LARGE,
            "runs/seed 1#/a+b%20ä.pt",
            LARGE,
            "runs/b.pt",
            "b".getBytes(UTF_8),
            "runs/empty",
            new byte[0]);

    private final FakeHub hub = new FakeHub();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        hub.close();
    }

    private HubStore store(String... environment) {
        Map<String, String> all = new HashMap<>(Map.of("HF_ENDPOINT", hub.endpoint() + "/", "HOME", home.toString()));
        for (int i = 0; i < environment.length; i += 2) {
            all.put(environment[i], environment[i + 1]);
        }
        return new HubStore(all, Http.of(Map.of(), new NoTime()), new ReadAhead(64 << 20));
    }

    @Test
    void filesAndFoldersOfARepositoryAreFound() {
        hub.commit("models/owner/vit", "main", FILES);
        HubStore store = store();

        assertThat(store.list(Location.of("hf://owner/vit"))).containsExactly("config.json", "model.safetensors");
        assertThat(store.folders(Location.of("hf://owner/vit/"))).containsExactly("runs");
        assertThat(store.list(Location.of("hf://owner/vit/runs"))).containsExactly("b.pt", "empty");
        assertThat(store.list(Location.of("hf://owner/vit/nowhere"))).isEmpty();
        assertThat(store.stat(Location.of("hf://owner/vit/model.safetensors")).orElseThrow())
                .satisfies(stat -> {
                    assertThat(stat.uri()).isEqualTo("hf://owner/vit@main/model.safetensors");
                    assertThat(stat.sizeBytes()).isEqualTo(LARGE.length);
                    assertThat(stat.version())
                            .isEqualTo("sha256 " + Digests.of(LARGE).replace("sha256:", ""));
                    assertThat(stat.digest()).contains(Digests.of(LARGE));
                });
        try (Blob blob = store.open(Location.of("hf://owner/vit/model.safetensors"))) {
            assertThat(blob.digest()).contains(Digests.of(LARGE));
        }
        assertThat(store.stat(Location.of("hf://owner/vit/config.json"))
                        .orElseThrow()
                        .digest())
                .as("of what git keeps itself")
                .isEmpty();
        assertThat(store.stat(Location.of("hf://owner/vit/runs"))).isEmpty();
        assertThat(store.stat(Location.of("hf://owner/vit"))).isEmpty();
        assertThat(store.stat(Location.of("hf://owner/vit/model"))).isEmpty();
    }

    @Test
    void contentIsReadFromWhereTheHubLeadsWithoutTheToken() {
        hub.commit("datasets/owner/private", "main", FILES);
        HubStore store = store("HF_TOKEN", FakeHub.TOKEN + "\n");
        Location large =
                Location.of("hf://datasets/owner/private/runs").child("seed 1#").child("a+b%20ä.pt");

        try (Blob blob = store.open(large)) {
            assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
        }
        try (Blob blob = store.open(Location.of("hf://datasets/owner/private/runs/b.pt"))) {
            assertThat(read(blob)).isEqualTo("b");
        }
        try (Blob blob = store.open(Location.of("hf://datasets/owner/private/runs/empty"))) {
            assertThat(blob.sizeBytes()).isZero();
        }
    }

    @Test
    void aBranchIsTheCommitThatItWasAtFirst() {
        String first = hub.commit("models/owner/vit", "main", FILES);
        HubStore store = store();
        assertThat(store.list(Location.of("hf://owner/vit"))).hasSize(2);

        hub.commit("models/owner/vit", "main", Map.of("config.json", "{\"a\": 1}".getBytes(UTF_8)));

        assertThat(read(store, Location.of("hf://owner/vit/config.json"))).isEqualTo("{}");
        assertThat(read(store(), Location.of("hf://owner/vit/config.json"))).isEqualTo("{\"a\": 1}");
        assertThat(read(store(), Location.of("hf://owner/vit@" + first + "/config.json")))
                .isEqualTo("{}");
    }

    @Test
    void requestsAreForPagesAndForPartsAlone() {
        hub.commit("models/owner/vit", "main", FILES);
        HubStore store = store();
        store.stat(Location.of("hf://owner/vit/model.safetensors"));
        store.stat(Location.of("hf://owner/vit/config.json"));

        store.open(Location.of("hf://owner/vit/config.json")).close();

        // The revision, and two pages of two entries.
        assertThat(hub.requests()).hasSize(3).allMatch(request -> request.startsWith("GET /api/models/owner/vit/"));
    }

    /** As at a mirror: the rest of the folder would else be missing without a word. */
    @Test
    void aFolderWhoseNextPageIsElsewhereIsRefused() {
        hub.commit("models/owner/vit", "main", FILES);
        hub.nextPagesAt("https://huggingface.co");

        assertThatThrownBy(() -> store().list(Location.of("hf://owner/vit")))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidInput))
                .hasMessageStartingWith("hf://owner/vit@main: its folder holds more files than 127.0.0.1:")
                .hasMessageEndingWith(
                        " tells of itself: it sends to huggingface.co for the rest, where no token goes; take"
                                + " one with fewer, or unset HF_ENDPOINT");
    }

    @Test
    void revisionsAreTagsAndPullRequestsToo() {
        hub.commit("models/owner/vit", "refs/pr/1", FILES);

        assertThat(store().list(Location.of("hf://owner/vit@refs/pr/1"))).hasSize(2);
        assertThat(store().list(Location.of("hf://owner/vit@refs%2Fpr%2F1/runs")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hf://owner/none/a | '' | InputForbidden | there is no repository owner/none at 127.0.0.1:PORT, or it is"
                        + " private; check the name, or set HF_TOKEN from a Secret (request Root=1-2)",
                "hf://owner/none/a | hf_good | InputNotFound | there is no repository owner/none at 127.0.0.1:PORT, or this"
                        + " token's account may not see it; check the name (request Root=1-2)",
                "hf://datasets/owner/private/a | '' | InputForbidden | there is no repository of datasets called"
                        + " owner/private at 127.0.0.1:PORT, or it is private; check the name, or set HF_TOKEN from a Secret"
                        + " (request Root=1-2)",
                "hf://owner/gated/runs/b.pt | '' | InputForbidden | owner/gated is gated: ask for access on its page, and set"
                        + " HF_TOKEN from a Secret (request Root=1-2)",
                "hf://owner/gated/runs/b.pt | hf_good | InputForbidden | owner/gated is gated: its owner must grant access to"
                        + " this token's account; ask on its page (request Root=1-2)",
                "hf://owner/gated/runs/b.pt | hf_narrow | InputForbidden | 127.0.0.1:PORT does not take this token (403,"
                        + " request Root=1-2): Please enable access to public gated repositories in your fine-grained token"
                        + " settings to view this repository; give a fresh one that may read owner/gated",
                "hf://owner/vit@v9/a | '' | InputNotFound | there is no revision v9 of owner/vit; check the branch, tag or"
                        + " commit",
                "hf://owner/vit/a | '' | InputNotFound | no such file; check the path, or copy it there",
            })
    void whatIsWrongIsSaid(String uri, String token, Reason reason, String says) {
        hub.commit("models/owner/vit", "main", FILES);
        hub.commit("models/owner/gated", "main", FILES);
        hub.commit("datasets/owner/private", "main", FILES);
        Location location = Location.of(uri);

        assertThatThrownBy(() -> read(store("HF_TOKEN", token), location))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(
                        location + ": " + says.replace("PORT", hub.endpoint().replaceAll(".*:", "")));
    }

    @Test
    void theTokenThatTheHubsOwnToolsLeaveIsTaken() throws Exception {
        hub.commit("models/owner/private", "main", FILES);
        Path file = Files.createDirectories(home.resolve(".cache/huggingface")).resolve("token");
        Files.writeString(file, FakeHub.TOKEN + "\n");

        assertThat(store().list(Location.of("hf://owner/private"))).hasSize(2);
        assertThat(HubToken.of(Map.of("HF_TOKEN", "hf_secret"))).hasToString("a token");
    }

    private static byte[] large() {
        byte[] bytes = new byte[3 << 20];
        new Random(4).nextBytes(bytes);
        return bytes;
    }
}
