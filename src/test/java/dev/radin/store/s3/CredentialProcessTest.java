package dev.radin.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.RadinException;
import dev.radin.store.http.OwnAuthority;
import dev.radin.store.http.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with the environment of a pod, whose role is given by a service with a certificate of its own authority. */
class CredentialProcessTest {

    @TempDir
    private Path folder;

    /** What a process does that looks for credentials. */
    public static void main(String[] arguments) {
        try {
            System.out.println(new CredentialChain(System.getenv(), Time.REAL).get("s3://b/k"));
        } catch (RadinException e) {
            System.out.println(e.getMessage());
        }
    }

    @Test
    void itsOwnAuthorityIsTrustedWhereAwsCaBundleNamesIt() throws Exception {
        OwnAuthority authority = OwnAuthority.in(folder);
        Path token = Files.writeString(folder.resolve("token"), "web-token");
        try (FakeAws aws = new FakeAws(authority.server())) {
            Map<String, String> pod = Map.of(
                    "AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/soups",
                    "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(),
                    "AWS_ENDPOINT_URL_STS", aws.at(""),
                    "AWS_CA_BUNDLE", authority.pem().toString());

            assertThat(said(pod))
                    .isEqualTo("access key ROLE…E1 (from web identity, arn:aws:iam::111122223333:role/soups)");
        }
    }

    private String said(Map<String, String> pod) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CredentialProcessTest.class.getName())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", "/none");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(pod);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("stderr")))
                .isZero();
        return said.strip();
    }
}
