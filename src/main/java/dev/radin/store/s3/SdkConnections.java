package dev.radin.store.s3;

import dev.radin.store.http.Authorities;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The SDK's connections, with the authorities that the environment names. The SDK makes one by the name of the class. */
public final class SdkConnections implements SdkHttpService {

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        UrlConnectionHttpClient.Builder builder = UrlConnectionHttpClient.builder();
        TrustManager[] trusted = Authorities.of(System.getenv()).managers();
        return trusted == null ? builder : builder.tlsTrustManagersProvider(() -> trusted);
    }
}
