package dev.radin.store.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.digest.Sha256;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.OciPath;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One repository of a registry, and how it lets us in (OCI Distribution 1.1). */
final class Repository {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 4 << 20;

    private static final String MANIFESTS = String.join(
            ", ",
            List.of(
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.docker.distribution.manifest.v2+json",
                    "application/vnd.oci.image.index.v1+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json"));

    /** Where BuildKit says of a manifest that it is about another one. */
    private static final String KIND = "vnd.docker.reference.type";

    private final Http http;
    private final RegistryLogins logins;
    private final String registry;
    private final String name;
    private Challenge challenge;
    private String authorization;
    private volatile boolean encrypted = true;

    Repository(Http http, RegistryLogins logins, OciPath place) {
        this.http = http;
        this.logins = logins;
        this.registry = place.registry();
        this.name = place.repository();
    }

    /**
     * The layers of what a tag or a digest stands for now, the lowest first.
     *
     * @throws RadinException {@code InputNotFound}, {@code InputForbidden}, or {@code InvalidInput} for an index of several
     */
    List<Layer> layers(String uri, String reference) {
        JsonNode manifest = manifest(uri, reference);
        List<JsonNode> parts = elements(manifest.path("manifests"))
                .filter(part -> !part.path("annotations").path(KIND).asText().equals("attestation-manifest"))
                .toList();
        if (parts.size() > 1) {
            throw new RadinException(
                    Reason.InvalidInput,
                    uri + ": is an index of " + parts.size() + " manifests; name one of them by its digest, as "
                            + parts.get(0).path("digest").asText());
        }
        JsonNode one = parts.isEmpty()
                ? manifest
                : manifest(uri, parts.get(0).path("digest").asText());
        return elements(one.path("layers"))
                .flatMap(layer -> Layer.of(layer).stream())
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private JsonNode manifest(String uri, String reference) {
        boolean[] tried = new boolean[1];
        while (true) {
            Optional<JsonNode> manifest = http.exchange(uri, () -> manifest(reference), answer -> {
                if (answer.status() == 200) {
                    return Optional.of(read(uri, reference, answer));
                }
                if (tried[0] || !isLetIn(uri, answer)) {
                    throw refusal(uri, reference, answer);
                }
                tried[0] = true;
                return Optional.empty();
            });
            if (manifest.isPresent()) {
                return manifest.get();
            }
        }
    }

    /** A GET of a manifest, which comes before all others: it finds out whether this machine's registry speaks TLS. */
    private Call manifest(String reference) {
        encrypted = !isHere() || Http.speaksTls(registry);
        return authorized(Call.get(at("manifests", reference)).with("Accept", MANIFESTS));
    }

    private static JsonNode read(String uri, String reference, Answer answer) throws IOException {
        String text = answer.text(MOST_BYTES);
        if (reference.startsWith("sha256:")
                && !reference.equals("sha256:" + Sha256.hex(text.getBytes(StandardCharsets.UTF_8)))) {
            throw new RadinException(Reason.InputChanged, uri + ": its manifest is not what its digest says");
        }
        return JSON.readTree(text);
    }

    /** A GET of a layer. */
    Call content(String digest) {
        return authorized(Call.get(at("blobs", digest)));
    }

    /** Without encryption, as with Docker, on this machine alone, where a registry has none. */
    private URI at(String kind, String reference) {
        String host = registry.equals("docker.io") ? "registry-1.docker.io" : registry;
        return URI.create((encrypted ? "https" : "http") + "://" + host + "/v2/" + name + "/" + kind + "/" + reference);
    }

    private boolean isHere() {
        return Challenge.isHere(registry.replaceFirst(":.*", ""));
    }

    private synchronized Call authorized(Call call) {
        return authorization == null ? call : call.with("Authorization", authorization);
    }

    /** Does what a refusal asks for; false where that would be nothing new. */
    private synchronized boolean isLetIn(String uri, Answer answer) {
        if (answer.status() != 401) {
            return false;
        }
        challenge = Challenge.of(answer.header("WWW-Authenticate"), "repository:" + name + ":pull")
                .orElse(null);
        return renew(uri);
    }

    /** Tokens are good for some minutes. */
    synchronized boolean renew(String uri) {
        Optional<String> login = login();
        if (challenge == null || !challenge.isSafe()) {
            return false;
        }
        if (challenge.tokens() == null) {
            boolean news = login.isPresent() && authorization == null;
            authorization = login.map(basic -> "Basic " + basic).orElse(null);
            return news;
        }
        Call call = Call.get(challenge.tokens());
        Call asked =
                login.map(basic -> call.with("Authorization", "Basic " + basic)).orElse(call);
        String token = http.exchange(uri, () -> asked, answer -> {
            if (answer.status() != 200) {
                return "";
            }
            JsonNode given = JSON.readTree(answer.text());
            return given.path("token").asText(given.path("access_token").asText(""));
        });
        authorization = token.isEmpty() ? null : "Bearer " + token;
        return !token.isEmpty();
    }

    private Optional<String> login() {
        return logins.of(registry, name);
    }

    RadinException refusal(String uri, String reference, Answer answer) {
        String request = answer.requestIdInBrackets();
        if (answer.status() == 401 || answer.status() == 403) {
            return new RadinException(Reason.InputForbidden, uri + ": " + keptOut() + request);
        }
        return answer.status() == 404
                ? new RadinException(
                        Reason.InputNotFound,
                        uri + ": there is no " + name + (reference.contains(":") ? "@" : ":") + reference + " at "
                                + registry + "; check repository and tag" + request)
                : new RadinException(
                        Reason.StorageFailed, uri + ": " + registry + " answers with " + answer.status() + request);
    }

    private synchronized String keptOut() {
        if (challenge != null && !challenge.isSafe()) {
            return registry + " sends for tokens to " + Http.host(challenge.tokens())
                    + ", where passwords would go without encryption; have it name an address with https";
        }
        if (login().isPresent()) {
            return registry + " does not let this login read " + name;
        }
        return "there is no " + name + " at " + registry + ", or it is private; "
                + logins.helper(registry, name)
                        .map(helper ->
                                "the login is kept by " + helper + ", which is not run: have one written to a file, as"
                                        + " by podman login --authfile, and set REGISTRY_AUTH_FILE to it")
                        .orElse("mount a login, as docker login writes it, and set DOCKER_CONFIG to its folder");
    }
}
