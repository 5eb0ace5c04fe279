package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keys of a profile in ~/.aws/credentials. Profiles that lead to a role or to a sign-on are not followed. */
record ProfileFile(Map<String, String> environment) implements CredentialSource {

    @Override
    public String name() {
        return "~/.aws/credentials";
    }

    @Override
    public Optional<Credentials> find() {
        String named = environment.getOrDefault("AWS_SHARED_CREDENTIALS_FILE", "");
        Path file = named.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", "/"), ".aws", "credentials")
                : Path.of(named);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String profile = environment.getOrDefault("AWS_PROFILE", "default");
        Map<String, String> values = new HashMap<>();
        String section = "";
        try {
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                int equals = text.indexOf('=');
                if (text.startsWith("[") && text.endsWith("]")) {
                    section = text.substring(1, text.length() - 1).strip();
                } else if (section.equals(profile) && equals > 0) {
                    values.put(
                            text.substring(0, equals).strip(),
                            text.substring(equals + 1).strip());
                }
            }
        } catch (IOException e) {
            throw new RadinException(
                    Reason.InputForbidden, file + ": cannot be read as AWS credentials; correct or remove it", e);
        }
        String id = values.get("aws_access_key_id");
        String secret = values.get("aws_secret_access_key");
        return id == null || secret == null || id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(
                        id, secret, values.get("aws_session_token"), Long.MAX_VALUE, "profile " + profile));
    }
}
