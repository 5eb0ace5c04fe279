package dev.radin.store.gs;

import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import dev.radin.fault.OneLine;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who a process is to Google, found where Google's own clients look (Application Default Credentials): in a file that the
 * environment names, be it a key or a federation with another identity provider, in that of {@code gcloud auth
 * application-default login}, from the metadata server of GKE or of a machine. Tokens are fetched anew before they expire.
 */
final class GoogleLogin {

    private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
    private static final Set<String> YES = Set.of("1", "true", "yes");

    /** GKE's metadata server is not there yet in the first seconds of a pod. */
    private static final int METADATA_TRIES = 6;

    private static final long METADATA_PAUSE_MILLIS = 1_000;

    private final Map<String, String> environment;
    private final Http http;
    private GoogleCredentials found;
    private String from;

    GoogleLogin(Map<String, String> environment, Http http) {
        this.environment = environment;
        this.http = http;
    }

    /** By gcloud's name for it, and by GDAL's. */
    boolean isAnonymous() {
        return isYes("CLOUDSDK_AUTH_DISABLE_CREDENTIALS") || isYes("GS_NO_SIGN_REQUEST");
    }

    private boolean isYes(String name) {
        return YES.contains(environment.getOrDefault(name, "").toLowerCase(Locale.ROOT));
    }

    /**
     * The headers that say who asks.
     *
     * @param uri what is asked for, for messages
     * @throws RadinException {@code InputForbidden} where nothing says who, or Google does not take it
     */
    Map<String, String> headers(String uri) {
        if (isAnonymous()) {
            return Map.of();
        }
        GoogleCredentials credentials = credentials(uri);
        try {
            Map<String, String> headers = new TreeMap<>();
            for (Map.Entry<String, List<String>> header :
                    credentials.getRequestMetadata(null).entrySet()) {
                headers.put(header.getKey(), header.getValue().get(0));
            }
            return headers;
        } catch (IOException e) {
            throw refused(uri, e);
        }
    }

    /**
     * Fetches a new token where one is taken no longer.
     *
     * @return whether there is one
     */
    boolean renew() {
        if (isAnonymous()) {
            return false;
        }
        try {
            credentials("").refresh();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized GoogleCredentials credentials(String uri) {
        if (found == null) {
            found = find(uri);
        }
        return found;
    }

    private GoogleCredentials find(String uri) {
        String named = environment.getOrDefault(FILE, "");
        if (!named.isEmpty()) {
            return inFile(uri, Path.of(named), FILE);
        }
        Path ofTool = ofTool();
        return Files.isRegularFile(ofTool) ? inFile(uri, ofTool, "gcloud's login") : ofMetadata(uri);
    }

    private Path ofTool() {
        String home = environment.getOrDefault("HOME", "/") + "/.config/gcloud";
        return Path.of(environment.getOrDefault("CLOUDSDK_CONFIG", home), "application_default_credentials.json");
    }

    private GoogleCredentials inFile(String uri, Path file, String source) {
        from = source;
        try (InputStream in = Files.newInputStream(file)) {
            HttpTransport transport = transport();
            return GoogleCredentials.fromStream(in, () -> transport).createScoped(SCOPE);
        } catch (IOException | IllegalArgumentException e) {
            boolean missing = !Files.isReadable(file);
            throw new RadinException(
                    Reason.InputForbidden,
                    uri + ": " + file + " (from " + source + ") "
                            + (missing
                                    ? "cannot be read; correct the path, or in a cluster mount the Secret that has it there"
                                    : "holds no credentials of Google: " + words(e) + "; correct it"),
                    e);
        }
    }

    private GoogleCredentials ofMetadata(String uri) {
        from = "the metadata server";
        HttpTransport transport = transport();
        GoogleCredentials credentials = ComputeEngineCredentials.newBuilder()
                .setHttpTransportFactory(() -> transport)
                .setScopes(List.of(SCOPE))
                .build();
        IOException last = null;
        for (int tries = 1; tries <= METADATA_TRIES; tries++) {
            try {
                credentials.refresh();
                return credentials;
            } catch (IOException e) {
                last = e;
                if (isElsewhere(e)) {
                    break;
                }
                http.time().sleep(METADATA_PAUSE_MILLIS);
            }
        }
        throw new RadinException(
                Reason.InputForbidden,
                uri + ": no credentials; tried " + FILE + ", gcloud's login and the metadata server (" + words(last)
                        + "). " + NoCredentials.advice("GS_NO_SIGN_REQUEST=true for a public bucket"),
                last);
    }

    private static boolean isElsewhere(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private HttpTransport transport() {
        return new NetHttpTransport.Builder()
                .setConnectionFactory(url -> http.open(URI.create(url.toString())))
                .build();
    }

    private RadinException refused(String uri, IOException e) {
        boolean passes = Http.mayPass(e)
                || answer(e).filter(a -> Http.mayPass(a.getStatusCode())).isPresent();
        return new RadinException(
                passes ? Reason.StorageFailed : Reason.InputForbidden,
                uri + ": Google gives no token to " + shown() + ": " + words(e)
                        + (passes ? "; run again" : "; correct the credentials, or give fresh ones"),
                e);
    }

    /** As much as may be printed. */
    synchronized String shown() {
        String account = found == null ? null : found.getCredentialInfo().get("Principal");
        return isAnonymous()
                ? "nobody, as was asked"
                : (account == null ? "the credentials" : account) + (from == null ? "" : " (from " + from + ")");
    }

    /** What the last of the causes says that says something, on one line. */
    private static String words(Throwable e) {
        String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return OneLine.beginningOf(answer(e)
                .map(answer -> answer.getStatusCode() + " " + GsError.said(answer.getContent()))
                .orElse(words));
    }

    /** The last of the causes that is one. */
    private static Optional<HttpResponseException> answer(Throwable e) {
        HttpResponseException last = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            last = cause instanceof HttpResponseException answer ? answer : last;
        }
        return Optional.ofNullable(last);
    }
}
