package dev.radin.store.s3;

import dev.radin.store.http.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials of a process, looked for where Amazon's own tools look: in environment variables, by web identity (IRSA), in
 * a file of profiles, from the container's agent (EKS Pod Identity), from the instance. Temporary ones are fetched anew before
 * they expire.
 */
final class CredentialChain {

    private static final long EARLY_MILLIS = 120_000;
    private static final Set<String> YES = Set.of("1", "true", "yes");

    private final Map<String, String> environment;
    private final Http http;
    private final List<CredentialSource> sources;
    private Credentials found;

    CredentialChain(Map<String, String> environment, Http http) {
        this.environment = environment;
        this.http = http;
        this.sources = List.of(
                new EnvironmentCredentials(environment),
                new WebIdentity(environment, http),
                new ProfileFile(environment),
                new ContainerAgent(environment, http),
                new InstanceMetadata(environment, http));
    }

    /** What none were found by is in {@link #tried}. */
    synchronized Optional<Credentials> get() {
        if (isAnonymous()) {
            return Optional.of(Credentials.ANONYMOUS);
        }
        if (found == null || found.expiresMillis() - EARLY_MILLIS < http.time().millis()) {
            found = sources.stream()
                    .flatMap(source -> source.find().stream())
                    .findFirst()
                    .orElse(null);
        }
        return Optional.ofNullable(found);
    }

    /** @param refused those that a server takes no longer */
    synchronized void renew(Credentials refused) {
        if (refused.equals(found)) {
            found = null;
        }
    }

    /** By KServe's name for it, and by that of others. */
    private boolean isAnonymous() {
        return YES.contains(lower("awsAnonymousCredential")) || YES.contains(lower("AWS_NO_SIGN_REQUEST"));
    }

    private String lower(String name) {
        return environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
    }

    /** For messages: where was looked. */
    String tried() {
        List<String> names = new ArrayList<>();
        sources.forEach(source -> names.add(source.name()));
        return String.join(", ", names);
    }
}
