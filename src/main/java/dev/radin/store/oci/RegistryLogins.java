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
import java.util.Map;
import java.util.Optional;

/**
 * Users of registries with their passwords, as {@code docker login}, {@code podman login} and image pull Secrets keep them.
 * Helpers that these programs may ask instead are not run.
 *
 * @param environment where DOCKER_CONFIG or REGISTRY_AUTH_FILE may name the place
 */
record RegistryLogins(Map<String, String> environment) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code user:password} in Base64, as HTTP takes it. */
    Optional<String> of(String registry) {
        Path file = file();
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode logins = JSON.readTree(Files.readAllBytes(file)).path("auths");
            JsonNode login = logins.path(registry);
            if (login.isMissingNode()) {
                login = logins.path("https://" + registry);
            }
            if (login.hasNonNull("username") && login.hasNonNull("password")) {
                String plain = login.path("username").asText() + ":"
                        + login.path("password").asText();
                return Optional.of(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
            }
            return Optional.of(login.path("auth").asText()).filter(auth -> !auth.isEmpty());
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
