package dev.radin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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

    /** In one step: tests side by side write the file of the same account, while others and their programs read it. */
    static Path write(Path file, String server, Path authority, String token) {
        try {
            Path written = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", null);
            Files.writeString(written, TEMPLATE.formatted(server, authority.toAbsolutePath(), token));
            return Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
