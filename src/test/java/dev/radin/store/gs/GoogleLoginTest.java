package dev.radin.store.gs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.radin.cli.Cli;
import dev.radin.cli.RadinProcess;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.WholeObjects;
import dev.radin.store.http.FakeService;
import dev.radin.store.http.FileServer;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.OwnAuthority;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a process is to Google: by a key, by another identity provider, by the metadata server, or nobody. */
class GoogleLoginTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Location OBJECT = Location.of("gs://radin/object");

    @TempDir
    static Path shared;

    private static OwnAuthority authority;
    private static KeyPair key;

    @TempDir
    Path folder;

    private final Issuer issuer = new Issuer(authority);
    private final Issuer metadata = new Issuer(null);
    private final FakeGoogleStorage google = new FakeGoogleStorage(authority, "TOKEN1");
    private final Map<String, String> environment = new TreeMap<>(Map.of("HOME", "/none"));

    @BeforeAll
    static void prepare() throws Exception {
        authority = OwnAuthority.in(shared);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
    }

    @AfterEach
    void stop() {
        google.close();
        issuer.close();
        metadata.close();
    }

    /** Google's token services, and the metadata server of a pod or a machine. Each token that it gives is another. */
    private static final class Issuer extends FakeService {

        private int issued;

        /** @param authority null for a metadata server, which speaks in plain text */
        Issuer(OwnAuthority authority) {
            super(authority);
        }

        @Override
        protected void answer(HttpExchange exchange) throws IOException {
            String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String path = exchange.getRequestURI().getPath();
            boolean known = path.equals("/token")
                    ? isSigned(values(asked).get("assertion"))
                    : path.equals("/sts")
                            ? "of the pod".equals(values(asked).get("subject_token"))
                            : path.endsWith("/default/token")
                                    && "Google"
                                            .equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
            exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (!known) {
                send(
                        exchange,
                        400,
                        "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid JWT Signature.\"}");
                return;
            }
            String token = "TOKEN" + ++issued;
            send(
                    exchange,
                    200,
                    "{\"access_token\": \"" + token + "\", \"expires_in\": 3599, \"token_type\": \"Bearer\","
                            + " \"issued_token_type\": \"urn:ietf:params:oauth:token-type:access_token\"}");
        }

        private static boolean isSigned(String assertion) throws IOException {
            int dot = assertion.lastIndexOf('.');
            JsonNode claims =
                    JSON.readTree(Base64.getUrlDecoder().decode(assertion.split("[.]")[1]));
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initVerify(key.getPublic());
                signature.update(assertion.substring(0, dot).getBytes(UTF_8));
                return signature.verify(Base64.getUrlDecoder().decode(assertion.substring(dot + 1)))
                        && claims.get("iss").asText().equals("soups@p.iam.gserviceaccount.com")
                        && claims.get("scope").asText().endsWith("/auth/devstorage.read_write");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private GsStore store() {
        Http http = Http.of(Map.of("SSL_CERT_FILE", authority.pem().toString()), new NoTime());
        return new GsStore(environment, http, new ReadAhead(1 << 20), new WriteBehind(1 << 20));
    }

    private Location object() {
        return Location.of(OBJECT + "?endpoint=" + google.endpoint());
    }

    private void useKey(KeyPair pair) throws IOException {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        use(JSON.createObjectNode()
                .put("type", "service_account")
                .put("project_id", "p")
                .put("private_key_id", "one")
                .put("private_key", pem)
                .put("client_email", "soups@p.iam.gserviceaccount.com")
                .put("client_id", "1")
                .put("token_uri", issuer.endpoint() + "/token"));
    }

    private void use(ObjectNode credentials) throws IOException {
        Path file = Files.writeString(folder.resolve("credentials.json"), credentials.toString());
        environment.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    }

    @Test
    void aKeyOfAServiceAccountIsTaken() throws IOException {
        useKey(key);
        google.put("object", "content".getBytes(UTF_8));

        assertThat(read(object())).isEqualTo("content");
        assertThat(issuer.requests()).containsExactly("POST /token");
    }

    @Test
    void theLoginOfGcloudIsTaken() throws IOException {
        useKey(key);
        Path home = Files.createDirectories(folder.resolve(".config/gcloud"));
        Files.move(folder.resolve("credentials.json"), home.resolve("application_default_credentials.json"));
        environment.remove("GOOGLE_APPLICATION_CREDENTIALS");
        environment.put("HOME", folder.toString());

        assertThat(store().stat(object())).isEmpty();
    }

    @Test
    void aTokenThatIsTakenNoLongerIsFetchedAnewInTheMidstOfARead() throws IOException {
        useKey(key);
        google.put("object", WholeObjects.large("content"));

        try (Blob blob = store().open(object())) {
            google.takes("TOKEN2");

            assertThat(WholeObjects.readEnd(blob)).isEqualTo("content");
        }
        assertThat(issuer.requests()).hasSize(2);
    }

    @Test
    void anotherIdentityProvidersTokenIsExchanged() throws IOException {
        useFederation();

        assertThat(store().stat(object())).isEmpty();
        assertThat(issuer.requests()).containsExactly("POST /sts");
    }

    private void useFederation() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "of the pod");
        ObjectNode federated = JSON.createObjectNode()
                .put("type", "external_account")
                .put("audience", "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k")
                .put("subject_token_type", "urn:ietf:params:oauth:token-type:jwt")
                .put("token_url", issuer.endpoint() + "/sts");
        federated.putObject("credential_source").put("file", token.toString());
        use(federated);
    }

    @Test
    void aKeyThatIsNoneIsSaidWithWhatGoogleSays() throws Exception {
        useKey(KeyPairGenerator.getInstance("RSA").generateKeyPair());

        assertThatThrownBy(() -> store().stat(object()))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessage(object() + ": Google gives no token to soups@p.iam.gserviceaccount.com (from"
                        + " GOOGLE_APPLICATION_CREDENTIALS): 400 invalid_grant Invalid JWT Signature.; correct the"
                        + " credentials, or give fresh ones");
    }

    @Test
    void whereTheServiceOfTokensIsGoneForAWhileItIsWorthAnotherTry() throws IOException {
        useFederation();
        issuer.close();

        assertThatThrownBy(() -> store().stat(object()))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessageContaining(": Google gives no token to ")
                .hasMessageEndingWith("; run again");
    }

    @Test
    void aFileThatHoldsNoCredentialsIsSaid() throws IOException {
        use(JSON.createObjectNode().put("type", "nothing"));
        String file = environment.get("GOOGLE_APPLICATION_CREDENTIALS");

        assertThatThrownBy(() -> store().stat(object()))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith(object() + ": " + file
                        + " (from GOOGLE_APPLICATION_CREDENTIALS) holds no credentials of Google: ");
        Files.delete(Path.of(file));
        assertThatThrownBy(() -> store().stat(object()))
                .isInstanceOf(RadinException.class)
                .hasMessage(
                        object() + ": " + file
                                + " (from GOOGLE_APPLICATION_CREDENTIALS) cannot be read; correct the path, or in a cluster mount the Secret that has it there");
    }

    @Test
    void publicBucketsAreReadByNobodyWhereThatIsAsked() {
        environment.put("GS_NO_SIGN_REQUEST", "YES");

        assertThatThrownBy(() -> store().stat(object()))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith(
                        object() + ": access denied to nobody, as was asked; it needs storage.objects.get");
        assertThat(issuer.requests()).isEmpty();
    }

    /** The library itself reads GCE_METADATA_HOST. As in the first seconds of a pod, nobody answers at first. */
    @Test
    void aPodIsWhoTheMetadataServerSays() throws IOException {
        google.put("object.safetensors", new TestTensors().f32("w", 1).bytes());
        metadata.failing(FileServer.hangUp(), FileServer.status(503));

        Cli.Result result =
                process(metadata.host()).run("inspect", "gs://radin/object.safetensors?endpoint=" + google.endpoint());

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(metadata.requests())
                .isNotEmpty()
                .allMatch(request ->
                        request.startsWith("GET /computeMetadata/v1/instance/service-accounts/default/token?scopes="));
    }

    @Test
    void whereNobodyIsItSaysWhereItLooked() {
        Cli.Result result = process("metadata.invalid").run("inspect", "gs://radin/object.pt");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "gs://radin/object.pt: no credentials; tried GOOGLE_APPLICATION_CREDENTIALS, gcloud's login and"
                                + " the metadata server (")
                .contains("Give one of these, in a cluster by envFrom or serviceAccountName in the workers' template");
    }

    private static RadinProcess.Launch process(String metadataHost) {
        return new RadinProcess.Launch(
                List.of(
                        "env",
                        "-u",
                        "GOOGLE_APPLICATION_CREDENTIALS",
                        "-u",
                        "AWS_CA_BUNDLE",
                        "HOME=/none",
                        "SSL_CERT_FILE=" + authority.pem(),
                        "GCE_METADATA_HOST=" + metadataHost),
                List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
    }

    private String read(Location uri) {
        return WholeObjects.read(store(), uri);
    }
}
