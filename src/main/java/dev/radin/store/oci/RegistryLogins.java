package dev.radin.store.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Users of registries with their passwords, as {@code docker login}, {@code podman login} and image pull Secrets keep them.
 * Helpers that these programs may ask instead are not run.
 *
 * @param environment where DOCKER_CONFIG or REGISTRY_AUTH_FILE may name the place
 */
record RegistryLogins(Map<String, String> environment) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code user:password} in Base64, as HTTP takes it. */
    Optional<String> of(String registry, String repository) {
        return entries(registry, repository)
                .flatMap(entry -> basic(entry).stream())
                .findFirst();
    }

    /** The program that would have to be asked for a login; empty where there is none, or none to be asked for. */
    Optional<String> helper(String registry, String repository) {
        JsonNode config = config();
        JsonNode own = byPlace(config.path("credHelpers")).get(registry);
        boolean isKept = own != null || entries(registry, repository).findAny().isPresent();
        return Optional.of((own == null ? config.path("credsStore") : own).asText())
                .filter(name -> isKept && !name.isEmpty())
                .map(name -> "docker-credential-" + name);
    }

    /** Those of the repository or of a folder above it, as podman has them, come before those of the registry. */
    private Stream<JsonNode> entries(String registry, String repository) {
        Map<String, JsonNode> logins = byPlace(config().path("auths"));
        return Stream.iterate(
                        registry + "/" + repository,
                        place -> !place.isEmpty(),
                        place -> place.substring(0, Math.max(0, place.lastIndexOf('/'))))
                .filter(logins::containsKey)
                .map(logins::get);
    }

    private static Map<String, JsonNode> byPlace(JsonNode entries) {
        Map<String, JsonNode> places = new HashMap<>();
        entries.properties().forEach(entry -> places.putIfAbsent(place(entry.getKey()), entry.getValue()));
        return places;
    }

    /** Old clients, and docker for its own registry, have written URLs: {@code https://index.docker.io/v1/}. */
    private static String place(String key) {
        return key.replaceFirst("^https?://", "")
                .replaceFirst("(/v[12])?/*$", "")
                .replaceFirst("^(index|registry-1)[.]docker[.]io(?=/|$)", "docker.io");
    }

    private static Optional<String> basic(JsonNode login) {
        if (login.hasNonNull("username") && login.hasNonNull("password")) {
            String plain = login.path("username").asText() + ":"
                    + login.path("password").asText();
            return Optional.of(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.of(login.path("auth").asText()).filter(auth -> !auth.isEmpty());
    }

    private JsonNode config() {
        Path file = file();
        if (!Files.isRegularFile(file)) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new RadinException(
                    Reason.InputForbidden, file + ": cannot be read as logins of registries; correct or remove it", e);
        }
    }

    private Path file() {
        String named = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return folder.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", "/"), ".docker", "config.json")
                : Path.of(folder, "config.json");
    }
}
