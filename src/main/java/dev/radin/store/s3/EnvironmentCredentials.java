package dev.radin.store.s3;

import java.util.Map;
import java.util.Optional;

/** Those of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. */
record EnvironmentCredentials(Map<String, String> environment) implements CredentialSource {

    @Override
    public String name() {
        return "AWS_ACCESS_KEY_ID";
    }

    @Override
    public Optional<Credentials> find() {
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "").strip();
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "").strip();
        String token = environment.getOrDefault("AWS_SESSION_TOKEN", "").strip();
        return id.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(
                        id, secret, token.isEmpty() ? null : token, Long.MAX_VALUE, "AWS_SECRET_ACCESS_KEY"));
    }
}
