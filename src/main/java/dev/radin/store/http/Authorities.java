package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are trusted: the platform's authorities, and those of a file that the environment names. */
public final class Authorities {

    private final String variable;
    private final String file;
    private TrustManager[] managers;
    private SSLSocketFactory sockets;

    private Authorities(String variable, String file) {
        this.variable = variable;
        this.file = file;
    }

    /** @param environment where AWS_CA_BUNDLE or SSL_CERT_FILE names the file */
    public static Authorities of(Map<String, String> environment) {
        return Stream.of("AWS_CA_BUNDLE", "SSL_CERT_FILE")
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst()
                .map(name -> new Authorities(name, environment.get(name)))
                .orElse(new Authorities(null, null));
    }

    /** Null where the platform's own will do. */
    public synchronized TrustManager[] managers() {
        if (file != null && managers == null) {
            try {
                managers = managers(trusted());
            } catch (IOException | GeneralSecurityException | InvalidPathException e) {
                throw new RadinException(
                        Reason.MachineUnfit,
                        variable + ": " + file + " cannot be read as certificates in PEM; correct the path or the file",
                        e);
            }
        }
        return managers;
    }

    /** Null where the platform's own will do. */
    synchronized SSLSocketFactory sockets() {
        if (managers() != null && sockets == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, managers, null);
                sockets = context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return sockets;
    }

    private KeyStore trusted() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int count = 0;
        for (X509Certificate authority : platform()) {
            trusted.setCertificateEntry("authority" + count++, authority);
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority" + count++, authority);
            }
        }
        return trusted;
    }

    private static X509Certificate[] platform() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] managers(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
