package dev.radin.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.radin.fault.RadinException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom requests go to, and with what. */
class HttpTest {

    private static final Map<String, String> PROXIES = Map.of(
            "HTTPS_PROXY", "http://proxy:3128",
            "HTTP_PROXY", "plain-proxy",
            "NO_PROXY", ".internal, 10.0.0.0/8,host.example:8443,*.svc");

    @ParameterizedTest
    @CsvSource({
        "https://hub.example/a, proxy:3128",
        "http://hub.example/a, plain-proxy:80",
        "https://a.internal/a, direct",
        "https://internal/a, proxy:3128",
        "https://minio.store.svc:9000/a, direct",
        "https://10.9.8.7/a, direct",
        "https://11.9.8.7/a, proxy:3128",
        "https://host.example:8443/a, direct",
        "https://host.example/a, proxy:3128",
        "http://localhost:9000/a, direct",
        "http://127.0.0.1:9000/a, direct",
    })
    void proxiesAreThoseOfTheEnvironment(String uri, String through) {
        Proxy proxy = Proxies.of(PROXIES).of(URI.create(uri));

        String host = proxy.address() instanceof InetSocketAddress a ? a.getHostString() + ":" + a.getPort() : "direct";
        assertThat(host).isEqualTo(through);
    }

    @Test
    void aProxyWithAPasswordIsRefusedWithoutIt() {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", "http://me:hidden@proxy:3128")))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("HTTPS_PROXY: is no proxy that can be used")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void credentialsGoToTheFirstServerAlone() {
        Call call = Call.get(URI.create("https://hub.example/a"))
                .with("Authorization", "Bearer hidden")
                .range(0, 9);

        assertThat(call.ledTo(URI.create("https://hub.example/b")).headers()).containsKeys("Authorization", "Range");
        assertThat(call.ledTo(URI.create("https://cdn.example/b")).headers()).containsOnlyKeys("Range");
    }

    @Test
    void aServerThatWasTriedInVainIsNotAskedForAMinute() {
        NoTime time = new NoTime();
        Http http = Http.of(Map.of(), time);
        URI closed = URI.create("http://127.0.0.1:1/a");

        String first = refusal(http, closed);
        int pauses = time.pauses().size();
        String second = refusal(http, closed.resolve("/b"));

        assertThat(first).contains("/a: cannot reach 127.0.0.1:1: connection refused; ");
        assertThat(second).isEqualTo(first.replace("/a:", "/b:"));
        assertThat(time.pauses()).hasSize(pauses);

        time.sleep(60_000);
        refusal(http, closed);
        assertThat(time.pauses()).hasSizeGreaterThan(pauses + 1);
    }

    /** Its pauses come to a minute where chance has it so; a wrong address is told long before. */
    @Test
    void aServerThatNeverAnsweredIsGivenUpAfterTenSeconds() {
        for (int i = 0; i < 200; i++) {
            NoTime time = new NoTime();

            String refusal = refusal(Http.of(Map.of(), time), URI.create("http://127.0.0.1:1/a"));

            assertThat(refusal).matches(".* connection refused; [5-8] tries in ([1-9]|10) s; correct its address.*");
            assertThat(time.millis()).isLessThanOrEqualTo(10_000);
        }
    }

    @Test
    void allWhoGiveUpAServerAtOnceSayTheSame() {
        Servers servers = new Servers();
        URI server = URI.create("http://b:9000/a");

        assertThat(servers.giveUp(server, "7 tries in 8 s", 8_000)).isEqualTo("7 tries in 8 s");
        assertThat(servers.giveUp(server.resolve("/b"), "6 tries in 9 s", 9_000))
                .isEqualTo("7 tries in 8 s");
        assertThat(servers.givenUp(server, 9_000)).contains("7 tries in 8 s");
        assertThat(servers.giveUp(URI.create("http://c:9000/a"), "8 tries in 9 s", 9_000))
                .isEqualTo("8 tries in 9 s");
        assertThat(servers.giveUp(server, "8 tries in 70 s", 70_000)).isEqualTo("8 tries in 70 s");
    }

    private static String refusal(Http http, URI uri) {
        return catchThrowableOfType(
                        RadinException.class, () -> http.exchange(uri.toString(), () -> Call.get(uri), Answer::status))
                .getMessage();
    }

    @Test
    void authoritiesThatCannotBeReadAreNamedWhenTheyAreNeeded() {
        Path missing = Path.of("no-such.pem");

        assertThatThrownBy(() -> Authorities.of(Map.of("SSL_CERT_FILE", missing.toString()))
                        .sockets())
                .isInstanceOf(RadinException.class)
                .hasMessage(
                        "SSL_CERT_FILE: no-such.pem cannot be read as certificates in PEM; correct the path or the file");
        assertThat(Authorities.of(Map.of()).sockets()).isNull();
    }
}
