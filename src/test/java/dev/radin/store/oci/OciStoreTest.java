package dev.radin.store.oci;

import static dev.radin.store.WholeObjects.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of a registry. */
class OciStoreTest {

    private static final String RAW = "application/vnd.cncf.model.weight.v1.raw";
    private static final byte[] LARGE = Registry.large();
    private static final Map<String, byte[]> FILES = Map.of(
            "config.json", "{}".getBytes(UTF_8), "runs/a b.safetensors", LARGE, "./runs/b.pt", "b".getBytes(UTF_8));

    @TempDir
    Path home;

    @AutoClose
    private final FakeRegistry registry = new FakeRegistry();

    private OciStore store() {
        return Registry.store(home);
    }

    private Location at(String place) {
        return registry.at(place);
    }

    private void login(String login) throws IOException {
        Files.writeString(
                home.resolve("config.json"),
                "{\"auths\": {\"" + registry.name() + "\": {\"auth\": \""
                        + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)) + "\"}}}");
    }

    @Test
    void aLoginGetsATokenAndANewOneWhenThatHasExpired() throws IOException {
        registry.push("team/vit", "v1", RAW, FILES);
        login(Registry.LOGIN);
        OciStore store = store();

        try (Blob blob = store.open(at("team/vit:v1/runs/a b.safetensors"))) {
            registry.expire();

            assertThat(Digests.of(blob)).isEqualTo(Digests.of(LARGE));
        }
        assertThat(registry.requests().stream().filter("/token"::equals)).hasSizeBetween(2, 10);
    }

    /** As BuildKit pushes an image, with a manifest about it. */
    @Test
    void aManifestAboutAnotherOneIsPassedOver() throws IOException {
        String image = registry.push("open/car", "amd64", RAW, FILES);
        Map<String, Object> about = Map.of(
                "digest",
                "sha256:2",
                "annotations",
                Map.of("vnd.docker.reference.type", "attestation-manifest", "vnd.docker.reference.digest", image));
        registry.put("open/car", "v1", Map.of("manifests", List.of(Map.of("digest", image), about)));

        assertThat(read(store(), at("open/car:v1/runs/b.pt"))).isEqualTo("b");
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        registry.push("team/vit", "v1", RAW, FILES);
        registry.push("open/vit", "v1", RAW, FILES);
        registry.put(
                "open/both",
                "v1",
                Map.of("manifests", List.of(Map.of("digest", "sha256:1"), Map.of("digest", "sha256:2"))));

        refused(
                at("team/vit:v1/a"),
                Reason.InputForbidden,
                "there is no team/vit at " + registry.name()
                        + ", or it is private; mount a login, as docker login writes it, and set DOCKER_CONFIG to its folder");
        login("radin:wrong");
        refused(at("team/vit:v1/a"), Reason.InputForbidden, registry.name() + " does not let this login read team/vit");
        refused(
                at("open/vit:v2/a"),
                Reason.InputNotFound,
                "there is no open/vit:v2 at " + registry.name() + "; check repository and tag");
        refused(at("open/vit:v1/a"), Reason.InputNotFound, "no such file; check the path, or push it there");
        refused(
                at("open/both:v1/a"),
                Reason.InvalidInput,
                "is an index of 2 manifests; name one of them by its digest," + " as sha256:1");
    }

    private void refused(Location uri, Reason reason, String says) {
        Registry.refused(store(), uri, reason, says);
    }
}
