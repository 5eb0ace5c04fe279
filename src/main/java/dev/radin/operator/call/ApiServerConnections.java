package dev.radin.operator.call;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Connections to the API server that cost a JVM little. Deployments leave out the optimising compiler, which alone knows the
 * processor's instructions for AES-GCM: without it that runs at some 25 MB/s, ChaCha20-Poly1305 at a hundred. Lists, the most
 * of what is read after a start, come compressed to a tenth, as they do to kubectl.
 */
public final class ApiServerConnections {

    /** Those of Kubernetes' own clients, in another order: a server that may use AES alone gets it. */
    static final List<String> CIPHER_SUITES = List.of(
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    private ApiServerConnections() {}

    /** For the builder of one client of this process: its threads end with the process. */
    public static HttpClient.Factory factory() {
        return new VertxHttpClientFactory(new Connecting((VertxInternal) vertx()));
    }

    /** As the factory would make it. */
    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))
                .setUseDaemonThread(true));
    }

    /** The one place where options can be changed: the factory has a method for that and never calls it. */
    private static final class Connecting extends VertxWrapper {

        Connecting(VertxInternal delegate) {
            super(delegate);
        }

        @Override
        public io.vertx.core.http.HttpClient createHttpClient(HttpClientOptions options) {
            options.setDecompressionSupported(true);
            if (options.getSslEngineOptions() instanceof JdkSSLEngineOptions engine) {
                options.setSslEngineOptions(new Ciphers(engine, options.getEnabledSecureTransportProtocols()));
            }
            return super.createHttpClient(options);
        }
    }

    private static final class Ciphers extends JdkSSLEngineOptions {

        private final JdkSSLEngineOptions engine;
        private final Set<String> protocols;

        Ciphers(JdkSSLEngineOptions engine, Set<String> protocols) {
            this.engine = engine;
            this.protocols = protocols;
        }

        @Override
        public JdkSSLEngineOptions copy() {
            return this;
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return () -> {
                SSLContext trust = ((JdkSslContext) engine.sslContextFactory().create()).context();
                return new JdkSslContext(
                        trust,
                        true,
                        CIPHER_SUITES,
                        SupportedCipherSuiteFilter.INSTANCE,
                        ApplicationProtocolConfig.DISABLED,
                        ClientAuth.NONE,
                        protocols.toArray(String[]::new),
                        false);
            };
        }
    }
}
