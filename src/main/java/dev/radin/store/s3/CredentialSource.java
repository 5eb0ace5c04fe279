package dev.radin.store.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * A place where credentials may be, and who gets them from there.
 *
 * @param name for messages
 * @param provider reads the environment of the process for itself
 */
record CredentialSource(String name, Supplier<AwsCredentialsProvider> provider) {

    /** What properties of a profile begin with that lead to credentials. */
    private static final Set<String> OF_PROFILES =
            Set.of("aws_access_key_id", "role_arn", "credential_process", "sso_", "web_identity_token_file");

    /**
     * Those that are set up, and for the others where they would have been: the last of the list is the one to ask. They come
     * in the order of Amazon's tools, with the difference that what is set up and gives nothing is not passed over.
     *
     * @param environment of the process
     */
    static List<CredentialSource> of(Map<String, String> environment) {
        return new Places(environment).inOrder();
    }

    private record Places(Map<String, String> environment) {

        List<CredentialSource> inOrder() {
            List<CredentialSource> sources = new ArrayList<>();
            sources.add(new CredentialSource("AWS_ACCESS_KEY_ID", EnvironmentVariableCredentialsProvider::create));
            if (isSet("AWS_ACCESS_KEY_ID")) {
                return sources;
            }
            sources.add(new CredentialSource(
                    "web identity, " + (isSet("AWS_ROLE_ARN") ? environment.get("AWS_ROLE_ARN") : "AWS_ROLE_ARN"),
                    WebIdentityTokenFileCredentialsProvider::create));
            if (isSet("AWS_ROLE_ARN") && isSet("AWS_WEB_IDENTITY_TOKEN_FILE")) {
                return sources;
            }
            String profile = isSet("AWS_PROFILE") ? environment.get("AWS_PROFILE") : "default";
            sources.add(new CredentialSource("profile " + profile, () -> ProfileCredentialsProvider.create(profile)));
            if (isSet("AWS_PROFILE") || leadsToCredentials(profile)) {
                return sources;
            }
            sources.add(new CredentialSource(
                    "the container's agent, AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    () -> new ContainerAgent(environment, ContainerCredentialsProvider.create())));
            if (isSet("AWS_CONTAINER_CREDENTIALS_FULL_URI") || isSet("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) {
                return sources;
            }
            sources.add(new CredentialSource("the instance's metadata", InstanceProfileCredentialsProvider::create));
            return sources;
        }

        private boolean isSet(String name) {
            return !environment.getOrDefault(name, "").isEmpty();
        }

        private static boolean leadsToCredentials(String profile) {
            return ProfileFile.defaultProfileFile()
                    .profile(profile)
                    .map(Profile::properties)
                    .filter(properties -> properties.keySet().stream()
                            .anyMatch(name -> OF_PROFILES.stream().anyMatch(name::startsWith)))
                    .isPresent();
        }
    }
}
