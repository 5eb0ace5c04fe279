package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The agent of EKS Pod Identity, or of ECS, which gives containers their role. */
record ContainerAgent(Map<String, String> environment, Http http) implements CredentialSource {

    private static final String URI_VARIABLE = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

    @Override
    public String name() {
        return "the container's agent (" + URI_VARIABLE + ")";
    }

    @Override
    public Optional<Credentials> find() {
        String relative = environment.getOrDefault("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "");
        String full = environment.getOrDefault(URI_VARIABLE, "");
        if (relative.isEmpty() && full.isEmpty()) {
            return Optional.empty();
        }
        String uri = full.isEmpty() ? "http://169.254.170.2" + relative : full;
        Call call = Call.get(URI.create(uri));
        String token = token();
        Call asked = token.isEmpty() ? call : call.with("Authorization", token);
        return http.exchange("the container's agent for credentials", () -> asked, answer -> {
            if (answer.status() != 200) {
                throw new RadinException(
                        Reason.InputForbidden,
                        "the container's agent at " + answer.host() + " gives no credentials (" + answer.status()
                                + "); see the service account's pod identity association");
            }
            return Optional.of(TemporaryKeys.read(answer.text(), "the container's agent"));
        });
    }

    /** A line feed at its end, which editors and Secrets leave there, is no part of it. */
    private String token() {
        String file = environment.getOrDefault(TOKEN_FILE, "");
        try {
            return file.isEmpty()
                    ? environment
                            .getOrDefault("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")
                            .strip()
                    : Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new RadinException(
                    Reason.InputForbidden, TOKEN_FILE + ": " + file + " cannot be read; the pod has no such token", e);
        }
    }
}
