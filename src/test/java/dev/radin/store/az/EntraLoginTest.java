package dev.radin.store.az;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Call;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** What Microsoft's library fails with, as it wraps it. */
class EntraLoginTest {

    private static final Call CALL = Call.get(URI.create("https://account.blob.core.windows.net/container/blob"));

    static Stream<IOException> outages() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new UnknownHostException("login.microsoftonline.com"),
                new SocketTimeoutException("Read timed out"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void whereEntraIsGoneForAWhileItIsWorthAnotherTry(IOException outage) {
        assertThatThrownBy(() -> login(outage).authorize("az://container/blob", CALL))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessage(
                        "az://container/blob: Entra gives no token to client: " + outage.getMessage() + "; run again");
    }

    @Test
    void aTokenThatIsNotThereIsNoOutage() {
        assertThatThrownBy(() -> login(new FileNotFoundException("/token")).authorize("az://container/blob", CALL))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputForbidden))
                .hasMessageEndingWith("; correct the credentials, or give fresh ones");
    }

    private static EntraLogin login(IOException failure) {
        return new EntraLogin(
                "client", () -> request -> Mono.error(new RuntimeException(new UncheckedIOException(failure))));
    }
}
