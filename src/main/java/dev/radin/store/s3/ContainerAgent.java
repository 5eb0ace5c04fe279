package dev.radin.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * The agent of EKS Pod Identity, or of ECS. It is shown a token, which editors and Secrets may have left with a line feed at
 * its end; the SDK would send that too, and fail.
 */
record ContainerAgent(Map<String, String> environment, AwsCredentialsProvider provider)
        implements AwsCredentialsProvider {

    private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

    /** The file is read each time, as it is replaced before its token expires. */
    @Override
    public AwsCredentials resolveCredentials() {
        String file = environment.getOrDefault(TOKEN_FILE, "");
        if (!file.isEmpty()) {
            String token = read(Path.of(file));
            if (!token.equals(token.strip())) {
                System.setProperty(SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN.property(), token.strip());
            }
        }
        return provider.resolveCredentials();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(TOKEN_FILE + ": " + file + " cannot be read; the pod has no such token", e);
        }
    }
}
