package dev.radin.store.oci;

import static dev.radin.store.WholeObjects.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.http.OwnAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        logins("{'auths': {'" + registry.name() + "': {'auth': '" + basic(login) + "'}}}");
    }

    private void logins(String config) throws IOException {
        Files.writeString(home.resolve("config.json"), config.replace('\'', '"'));
    }

    private static String basic(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
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

    @Test
    void aRegistryOfThisMachineMaySpeakTls() throws Exception {
        OwnAuthority authority = OwnAuthority.in(home);
        try (FakeRegistry encrypted = new FakeRegistry(authority)) {
            encrypted.push("open/vit", "v1", RAW, FILES);
            encrypted.push("open/car", "v1", RAW, FILES);
            OciStore trusting =
                    Registry.store(home, Map.of("SSL_CERT_FILE", authority.pem().toString()));
            Location file = encrypted.at("open/vit:v1/runs/b.pt");

            assertThat(read(trusting, file)).isEqualTo("b");
            assertThat(read(trusting, encrypted.at("open/car:v1/runs/b.pt"))).isEqualTo("b");
            refused(
                    file,
                    Reason.StorageFailed,
                    "the certificate of " + encrypted.name()
                            + " is not trusted; mount the certificate of its authority,"
                            + " and set SSL_CERT_FILE or AWS_CA_BUNDLE to its path");
        }
    }

    /** As those of Docker Hub, GitLab and Artifactory are, whose host is another one than the registry's. */
    @Test
    void aTokenIsFetchedWhereverTheRegistrySendsForIt() throws IOException {
        registry.push("team/vit", "v1", RAW, FILES);
        login(Registry.LOGIN);
        try (FakeRegistry tokens = new FakeRegistry()) {
            registry.givesTokensAt("http://" + tokens.name().replace("127.0.0.1", "localhost") + "/token");

            assertThat(read(store(), at("team/vit:v1/runs/b.pt"))).isEqualTo("b");
            assertThat(tokens.requests()).containsExactly("/token");
        }
        assertThat(registry.requests()).doesNotContain("/token");
    }

    @Test
    void noPasswordIsSentToAnotherMachineWithoutEncryption() throws IOException {
        registry.push("team/vit", "v1", RAW, FILES);
        login(Registry.LOGIN);
        registry.givesTokensAt("http://tokens.example:5001/token");

        refused(
                at("team/vit:v1/a"),
                Reason.InputForbidden,
                registry.name()
                        + " sends for tokens to tokens.example:5001, where passwords would go without encryption;"
                        + " have it name an address with https");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "docker.io   | team/vit   | hub",
                "ghcr.io     | team/vit   | github",
                "old.example | team/vit   | old",
                "quay.io     | team/vit   | team",
                "quay.io     | other/vit  | quay",
                "quay.io     | teams/vit  | quay",
                "none.io     | team/vit   | none",
                "helped.io   | team/vit   | none",
            })
    void loginsAreFoundByWhatClientsCallThem(String host, String repository, String user) throws IOException {
        logins("{'auths': {'https://index.docker.io/v1/': {'auth': 'hub'}, 'ghcr.io': {'auth': 'github'},"
                + " 'https://old.example/v2/': {'auth': 'old'}, 'quay.io/team': {'auth': 'team'},"
                + " 'quay.io': {'auth': 'quay'}, 'helped.io': {}}, 'credsStore': 'desktop'}");

        assertThat(new RegistryLogins(Map.of("DOCKER_CONFIG", home.toString()))
                        .of(host, repository)
                        .orElse("none"))
                .isEqualTo(user);
    }

    @Test
    void aLoginThatAProgramKeepsIsSaid() throws IOException {
        registry.push("team/vit", "v1", RAW, FILES);
        String says = "there is no team/vit at " + registry.name() + ", or it is private; the login is kept by"
                + " docker-credential-%s, which is not run: have one written to a file, as by podman login --authfile, and"
                + " set REGISTRY_AUTH_FILE to it";

        logins("{'auths': {'" + registry.name() + "': {}}, 'credsStore': 'desktop'}");
        refused(at("team/vit:v1/a"), Reason.InputForbidden, String.format(says, "desktop"));
        logins("{'credHelpers': {'" + registry.name() + "': 'ecr-login'}, 'credsStore': 'desktop'}");
        refused(at("team/vit:v1/a"), Reason.InputForbidden, String.format(says, "ecr-login"));
        logins("{'auths': {}, 'credsStore': 'desktop'}");
        refused(
                at("team/vit:v1/a"),
                Reason.InputForbidden,
                "there is no team/vit at " + registry.name()
                        + ", or it is private; mount a login, as docker login writes it, and set DOCKER_CONFIG to its folder");
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
