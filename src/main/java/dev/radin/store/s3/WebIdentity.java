package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A role for the token of a service account, as IAM roles for service accounts (IRSA) work. */
record WebIdentity(Map<String, String> environment, Http http) implements CredentialSource {

    private static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";

    @Override
    public String name() {
        return "web identity (AWS_ROLE_ARN)";
    }

    @Override
    public Optional<Credentials> find() {
        String role = environment.getOrDefault("AWS_ROLE_ARN", "");
        String file = environment.getOrDefault(TOKEN_FILE, "");
        if (role.isEmpty() || file.isEmpty()) {
            return Optional.empty();
        }
        URI service = service();
        Call call = new Call(
                "POST",
                service,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                body(role, token(file)).getBytes(StandardCharsets.UTF_8));
        return http.exchange("role " + role, () -> call, answer -> {
            S3Xml xml = S3Xml.of(answer.text());
            if (answer.status() != 200 || xml.text("AccessKeyId").isEmpty()) {
                throw new RadinException(
                        Reason.InputForbidden,
                        "role " + role + ": " + answer.host() + " does not give it to this service account ("
                                + answer.status() + " " + xml.text("Code") + answer.requestId() + "): "
                                + xml.text("Message"));
            }
            return Optional.of(new Credentials(
                    xml.text("AccessKeyId"),
                    xml.text("SecretAccessKey"),
                    xml.text("SessionToken"),
                    Instant.parse(xml.text("Expiration")).toEpochMilli(),
                    "web identity, " + role));
        });
    }

    private URI service() {
        String named = environment.getOrDefault("AWS_ENDPOINT_URL_STS", "");
        String region = environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", ""));
        String host = region.isEmpty() ? "sts.amazonaws.com" : "sts." + region + ".amazonaws.com";
        String usual = "https://" + host + (region.startsWith("cn-") ? ".cn" : "") + "/";
        return URI.create(named.isEmpty() ? usual : named.replaceFirst("/*$", "/"));
    }

    private String body(String role, String token) {
        TreeMap<String, String> values = new TreeMap<>();
        values.put("Action", "AssumeRoleWithWebIdentity");
        values.put("Version", "2011-06-15");
        values.put("RoleArn", role);
        values.put("RoleSessionName", environment.getOrDefault("AWS_ROLE_SESSION_NAME", "radin"));
        values.put("WebIdentityToken", token);
        return S3Escapes.query(values);
    }

    private static String token(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new RadinException(
                    Reason.InputForbidden, TOKEN_FILE + ": " + file + " cannot be read; the pod has no such token", e);
        }
    }
}
