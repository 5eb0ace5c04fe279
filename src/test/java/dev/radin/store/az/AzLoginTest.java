package dev.radin.store.az;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.radin.cli.Cli;
import dev.radin.cli.RadinProcess;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.WholeObjects;
import dev.radin.store.http.FakeService;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoTime;
import dev.radin.store.http.OwnAuthority;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.WriteBehind;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a process is to Azure: by a client's secret, by a federated token of a pod, by the machine, or nobody. */
class AzLoginTest {

    private static final String TENANT = "11111111-1111-1111-1111-111111111111";
    private static final String CLIENT = "22222222-2222-2222-2222-222222222222";

    @TempDir
    static Path shared;

    private static OwnAuthority authority;

    @TempDir
    Path folder;

    private final Entra entra = new Entra(authority);
    private final Entra machine = new Entra(null);
    private final FakeAzure azure = new FakeAzure(authority);
    private final Location object = Location.of("az://radin/object?account=models&endpoint=" + azure.endpoint());
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeAll
    static void prepare() throws Exception {
        authority = OwnAuthority.in(shared);
    }

    @BeforeEach
    void begin() {
        azure.takes("TOKEN1");
        azure.put("object", "content".getBytes(UTF_8));
        environment.put("AZURE_AUTHORITY_HOST", entra.endpoint() + "/");
        environment.put("AZURE_TENANT_ID", TENANT);
        environment.put("AZURE_CLIENT_ID", CLIENT);
    }

    @AfterEach
    void stop() {
        entra.close();
        machine.close();
        azure.close();
    }

    /** An authority of Entra, and the service that gives machines their identity. Each token that it gives is another. */
    private static final class Entra extends FakeService {

        private int issued;

        /** @param authority null for a machine's, which speaks in plain text */
        Entra(OwnAuthority authority) {
            super(authority);
        }

        @Override
        protected void answer(HttpExchange exchange) throws IOException {
            Map<String, String> asked =
                    values(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (path.equals("/msi/token")) {
                boolean known = "hush".equals(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"));
                send(
                        exchange,
                        known ? 200 : 401,
                        "{\"access_token\": \"" + token() + "\", \"expires_on\": \"4102444800\", \"resource\":"
                                + " \"https://storage.azure.com/\", \"token_type\": \"Bearer\"}");
            } else if (!path.equals("/" + TENANT + "/oauth2/v2.0/token")) {
                send(exchange, 404, "{}");
            } else if (!isKnown(asked)) {
                send(
                        exchange,
                        401,
                        "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS7000215: Invalid client secret"
                                + " provided.\", \"error_codes\": [7000215]}");
            } else {
                send(
                        exchange,
                        200,
                        "{\"access_token\": \"" + token() + "\", \"expires_in\": 3599, \"ext_expires_in\": 3599,"
                                + " \"token_type\": \"Bearer\"}");
            }
        }

        private synchronized String token() {
            return "TOKEN" + ++issued;
        }

        private static boolean isKnown(Map<String, String> asked) {
            return CLIENT.equals(asked.get("client_id"))
                    && "client_credentials".equals(asked.get("grant_type"))
                    && String.valueOf(asked.get("scope")).contains("https://storage.azure.com/.default")
                    && ("hush".equals(asked.get("client_secret"))
                            || "of the pod".equals(asked.get("client_assertion")));
        }
    }

    private AzStore store() {
        Http http = Http.of(Map.of("SSL_CERT_FILE", authority.pem().toString()), new NoTime());
        return new AzStore(environment, http, new ReadAhead(1 << 20), new WriteBehind(1 << 20));
    }

    @Test
    void aClientsSecretIsTaken() {
        environment.put("AZURE_CLIENT_SECRET", "hush");

        assertThat(read(object)).isEqualTo("content");
    }

    @Test
    void theTokenOfAPodIsExchanged() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "of the pod");
        environment.put("AZURE_FEDERATED_TOKEN_FILE", token.toString());

        assertThat(read(object)).isEqualTo("content");
    }

    @Test
    void aTokenThatIsTakenNoLongerIsFetchedAnewInTheMidstOfARead() {
        environment.put("AZURE_CLIENT_SECRET", "hush");
        azure.put("object", WholeObjects.large("content"));

        try (Blob blob = store().open(object)) {
            azure.takes("TOKEN2");

            assertThat(WholeObjects.readEnd(blob)).isEqualTo("content");
        }
        assertThat(entra.requests()).hasSize(2);
    }

    @Test
    void aKeyOfTheAccountGoesBeforeAndOneOfAnotherDoesNot() {
        environment.put("AZURE_CLIENT_SECRET", "hush");
        environment.put("AZURE_STORAGE_ACCOUNT_NAME", "another");
        environment.put("AZURE_STORAGE_ACCESS_KEY", "a2V5");

        assertThat(read(object)).isEqualTo("content");

        azure.knows(exchange ->
                exchange.getRequestHeaders().getFirst("Authorization").startsWith("SharedKey models:"));
        environment.put("AZURE_STORAGE_ACCOUNT_NAME", "models");

        assertThat(read(object)).isEqualTo("content");
    }

    @Test
    void aSecretThatIsNoneIsSaidWithWhatEntraSays() {
        environment.put("AZURE_CLIENT_SECRET", "wrong");

        assertThatThrownBy(() -> store().stat(object))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessageStartingWith(
                        object + ": Entra gives no token to client " + CLIENT + " (from AZURE_CLIENT_SECRET): ")
                .hasMessageContaining("AADSTS7000215: Invalid client secret provided.")
                .hasMessageEndingWith("; correct the credentials, or give fresh ones")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void tokensGoOverTlsAlone() {
        environment.put("AZURE_CLIENT_SECRET", "hush");
        Location plain = Location.of("az://radin/object?account=models&endpoint=http://127.0.0.1:1");

        assertThatThrownBy(() -> store().stat(plain))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith(plain + ": its endpoint is not https, and tokens of Entra go over TLS alone");
        assertThat(entra.requests()).isEmpty();
    }

    /** The library itself reads where the machine's identity is had. */
    @Test
    void aMachineIsWhoItsServiceSays() {
        azure.put("object.safetensors", new TestTensors().f32("w", 1).bytes());

        Cli.Result result = new RadinProcess.Launch(
                        List.of(
                                "env",
                                "-u",
                                "AWS_CA_BUNDLE",
                                "SSL_CERT_FILE=" + authority.pem(),
                                "IDENTITY_ENDPOINT=" + machine.endpoint() + "/msi/token",
                                "IDENTITY_HEADER=hush"),
                        List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager"))
                .run("inspect", object.sibling("object.safetensors"));

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(machine.requests()).isNotEmpty().allMatch(request -> request.startsWith("GET /msi/token?"));
    }

    private String read(Location uri) {
        return WholeObjects.read(store(), uri);
    }
}
