package dev.radin.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.NoTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials of every kind of pod and machine, from services of this machine. */
class CredentialChainTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/soups";

    @AutoClose
    private final FakeAws aws = new FakeAws();

    @AutoClose
    private final AwsEnvironment environment = new AwsEnvironment();

    @TempDir
    private Path folder;

    private CredentialChain chain;

    CredentialChainTest() throws IOException {}

    @BeforeEach
    void begin() {
        chain = new CredentialChain(environment.values(), new NoTime());
    }

    private Credentials found() {
        return chain.get("s3://b/k");
    }

    private String key() {
        return found().keys().accessKeyId();
    }

    private String file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines)).toString();
    }

    private FakeAws.Asked lastAsked() {
        return aws.asked().get(aws.asked().size() - 1);
    }

    @Test
    void theEnvironmentComesFirst() throws IOException {
        environment.set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE").set("AWS_SECRET_ACCESS_KEY", "secret");
        webIdentity();

        assertThat(found()).hasToString("access key AKIA…LE (from AWS_ACCESS_KEY_ID)");
        assertThat(aws.asked()).isEmpty();
    }

    @Test
    void halfAKeyIsNotPassedOver() {
        environment.set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE").set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.at("/agent"));

        assertThatThrownBy(this::found)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessageStartingWith("s3://b/k: no credentials; tried AWS_ACCESS_KEY_ID, which fails: ")
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY");
    }

    private void webIdentity() throws IOException {
        environment
                .set("AWS_ROLE_ARN", ROLE)
                .set("AWS_WEB_IDENTITY_TOKEN_FILE", file("token", "web-token"))
                .set("AWS_ENDPOINT_URL_STS", aws.at(""));
    }

    @Test
    void aServiceAccountsTokenGivesItsRole() throws IOException {
        webIdentity();

        assertThat(found()).hasToString("access key ROLE…E1 (from web identity, " + ROLE + ")");
        assertThat(lastAsked().values())
                .containsEntry("Action", "AssumeRoleWithWebIdentity")
                .containsEntry("RoleArn", ROLE)
                .containsEntry("WebIdentityToken", "web-token");
        assertThat(lastAsked().headers()).doesNotContainKey("authorization");
        assertThat(key()).as("asked for once").isEqualTo("ROLE1");
    }

    @Test
    void aRoleThatIsNotGivenIsSaid() throws IOException {
        webIdentity();
        aws.refuses(403);

        assertThatThrownBy(this::found)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessageStartingWith("s3://b/k: no credentials; tried AWS_ACCESS_KEY_ID, web identity, " + ROLE
                        + ", which fails: Not for you")
                .hasMessageContaining("REQ7");
    }

    @Test
    void aServiceThatFailsMayWorkTheNextTime() throws IOException {
        webIdentity();
        aws.refuses(503);

        assertThatThrownBy(this::found).isInstanceOfSatisfying(RadinException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.StorageFailed));

        aws.refuses(0);
        assertThat(key()).startsWith("ROLE");
    }

    @Test
    void aProfileHasKeys() throws IOException {
        environment.set(
                "AWS_SHARED_CREDENTIALS_FILE",
                file("credentials", "[default]", "aws_access_key_id = AKIAPROFILE", "aws_secret_access_key = s"));

        assertThat(found()).hasToString("access key AKIA…LE (from profile default)");
    }

    @Test
    void aProfileLeadsToARole() throws IOException {
        environment
                .set(
                        "AWS_SHARED_CREDENTIALS_FILE",
                        file("credentials", "[people]", "aws_access_key_id = AKIAPEOPLE", "aws_secret_access_key = s"))
                .set(
                        "AWS_CONFIG_FILE",
                        file("config", "[profile soups]", "role_arn = " + ROLE, "source_profile = people"))
                .set("AWS_PROFILE", "soups")
                .set("AWS_DEFAULT_REGION", "eu-west-3")
                .set("AWS_ENDPOINT_URL_STS", aws.at(""));

        assertThat(key()).isEqualTo("ROLE1");
        assertThat(lastAsked().values()).containsEntry("Action", "AssumeRole").containsEntry("RoleArn", ROLE);
        assertThat(lastAsked().headers().get("authorization"))
                .contains("Credential=AKIAPEOPLE/")
                .contains("/eu-west-3/sts/");
    }

    @Test
    void aProfileLeadsToASignOn() throws Exception {
        String session = "https://team.awsapps.com/start";
        Path tokens = Files.createDirectories(folder.resolve(".aws/sso/cache"));
        Files.writeString(
                tokens.resolve(sha1(session) + ".json"),
                "{\"accessToken\": \"signed-on\", \"expiresAt\": \"2099-01-01T00:00:00Z\", \"startUrl\": \"" + session
                        + "\", \"region\": \"eu-west-3\"}");
        environment
                .set("HOME", folder.toString())
                .set(
                        "AWS_CONFIG_FILE",
                        file(
                                "config",
                                "[default]",
                                "sso_start_url = " + session,
                                "sso_region = eu-west-3",
                                "sso_account_id = 111122223333",
                                "sso_role_name = soups"))
                .set("AWS_ENDPOINT_URL_SSO", aws.at(""));

        assertThat(key()).isEqualTo("SIGNED-ON1");
        assertThat(lastAsked().headers()).containsEntry("x-amz-sso_bearer_token", "signed-on");
        assertThat(lastAsked().values()).containsEntry("role_name", "soups");
    }

    private static String sha1(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    }

    @Test
    void aProfileThatIsAskedForAndMissingIsSaid() throws IOException {
        environment.set("AWS_PROFILE", "sopus").set("AWS_SHARED_CREDENTIALS_FILE", file("credentials", "[default]"));

        assertThatThrownBy(this::found)
                .hasMessageStartingWith("s3://b/k: no credentials; tried AWS_ACCESS_KEY_ID, web identity, AWS_ROLE_ARN,"
                        + " profile sopus, which fails: ")
                .hasMessageContaining("sopus");
    }

    @Test
    void aProfileWithoutKeysIsPassedOver() throws IOException {
        environment
                .set("AWS_CONFIG_FILE", file("config", "[default]", "region = eu-west-3"))
                .set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.at("/agent"));

        assertThat(key()).isEqualTo("AGENT1");
    }

    @Test
    void theAgentOfAPodIsShownTheTokenWithoutItsLineFeed() throws IOException {
        Path token = Path.of(file("token", "pod-token", ""));
        environment
                .set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.at("/agent"))
                .set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());

        assertThat(found())
                .hasToString("access key AGEN…T1 (from the container's agent, AWS_CONTAINER_CREDENTIALS_FULL_URI)");
        assertThat(lastAsked().headers()).containsEntry("authorization", "pod-token");

        Files.writeString(token, "new-token\n");
        chain.renew();
        assertThat(key()).isEqualTo("AGENT2");
        assertThat(lastAsked().headers()).containsEntry("authorization", "new-token");
    }

    @Test
    void aTokenThatIsNotThereIsSaid() {
        environment
                .set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.at("/agent"))
                .set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/none/token");

        assertThatThrownBy(this::found)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessageEndingWith("/none/token cannot be read; the pod has no such token");
    }

    @Test
    void theInstanceComesLast() {
        environment.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.at(""));

        assertThat(found().keys().accessKeyId()).startsWith("INSTANCE");
        assertThat(lastAsked().headers()).containsEntry("x-aws-ec2-metadata-token", "metadata-token");
    }

    @Test
    void whatExpiresSoonIsFetchedAnew() {
        environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.at("/agent"));
        aws.goodFor(30);

        assertThat(key()).isEqualTo("AGENT1");
        aws.goodFor(3600);
        assertThat(key()).isEqualTo("AGENT2");
        assertThat(key()).isEqualTo("AGENT2");
    }

    @Test
    void ofManyThatWereRefusedOneRenews() {
        environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.at("/agent"));
        assertThat(key()).isEqualTo("AGENT1");

        chain.renew();
        assertThat(key()).isEqualTo("AGENT2");
        chain.renew();
        assertThat(key()).isEqualTo("AGENT2");
    }

    @Test
    void withoutAnyItSaysWhereItLooked() {
        environment.set("AWS_EC2_METADATA_DISABLED", "true");

        assertThatThrownBy(this::found)
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessage("s3://b/k: no credentials; tried AWS_ACCESS_KEY_ID, web identity, AWS_ROLE_ARN, profile"
                        + " default, the container's agent, AWS_CONTAINER_CREDENTIALS_FULL_URI, the instance's"
                        + " metadata. Give one of these, in a cluster by envFrom or serviceAccountName in the workers'"
                        + " template, or set awsAnonymousCredential=true for a public bucket");
    }

    @Test
    void noneAreUsedWhereThatIsAsked() throws IOException {
        webIdentity();
        environment.set("awsAnonymousCredential", "true");

        assertThat(found().isAnonymous()).isTrue();
        assertThat(aws.asked()).isEmpty();
    }
}
