package dev.radin.store.s3;

import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The role of the virtual machine, from its metadata service (IMDSv2). Elsewhere nobody answers there. */
record InstanceMetadata(Map<String, String> environment, Http http) implements CredentialSource {

    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    private static final byte[] NO_BODY = new byte[0];

    @Override
    public String name() {
        return "the instance's metadata";
    }

    @Override
    public Optional<Credentials> find() {
        if (environment.getOrDefault("AWS_EC2_METADATA_DISABLED", "").equalsIgnoreCase("true")) {
            return Optional.empty();
        }
        String base = environment.getOrDefault("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254");
        Http quick = http.impatient();
        try {
            Call asked = new Call(
                    "PUT",
                    URI.create(base + "/latest/api/token"),
                    Map.of("X-aws-ec2-metadata-token-ttl-seconds", "21600"),
                    NO_BODY);
            String token = text(quick, asked);
            String role =
                    text(quick, get(base + ROLES, token)).lines().findFirst().orElse("");
            return role.isEmpty()
                    ? Optional.empty()
                    : Optional.of(TemporaryKeys.read(
                            text(quick, get(base + ROLES + role, token)), "the instance's role " + role));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Call get(String uri, String token) {
        return Call.get(URI.create(uri)).with("X-aws-ec2-metadata-token", token);
    }

    private static String text(Http http, Call call) throws IOException {
        return http.once(call, answer -> {
            if (answer.status() != 200) {
                throw new IOException("no such metadata");
            }
            return answer.text();
        });
    }
}
