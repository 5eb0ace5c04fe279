package dev.radin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file by which kubectl, the control plane's own parts and an operator under test find the API server. */
final class Kubeconfig {

    private static final String TEMPLATE =
            """
            apiVersion: v1
            kind: Config
            current-context: test
            contexts:
            - name: test
              context: {cluster: test, user: test}
            clusters:
            - name: test
              cluster:
                server: "%s"
                certificate-authority: "%s"
            users:
            - name: test
              user: {token: "%s"}
            """;

    private Kubeconfig() {}

    static Path write(Path file, String server, Path authority, String token) {
        try {
            return Files.writeString(file, TEMPLATE.formatted(server, authority.toAbsolutePath(), token));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
