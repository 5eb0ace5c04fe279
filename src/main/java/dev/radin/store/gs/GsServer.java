package dev.radin.store.gs;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Escapes;
import dev.radin.location.Location;
import dev.radin.store.http.Http;
import java.net.URI;
import java.util.Map;

/**
 * Where requests for buckets go, by a URI and the environment.
 *
 * @param base without a slash at its end
 * @param payer the project that pays for requests in place of the bucket's own, as some buckets want it; empty for none
 * @param takesTokens whether it may be shown who asks: an emulator is not, nor is anything that others could listen to
 */
record GsServer(URI base, String payer, boolean takesTokens) {

    private static final String GOOGLES = "https://storage.googleapis.com";
    private static final String EMULATOR = "STORAGE_EMULATOR_HOST";
    /** As Google's own clients call it. */
    static final String PAYER = "GOOGLE_CLOUD_QUOTA_PROJECT";

    private static final String PLAIN = "-._~";

    static GsServer of(Location uri, Map<String, String> environment) {
        String endpoint = uri.options().values().getOrDefault("endpoint", "");
        String emulator = endpoint.isEmpty() ? environment.getOrDefault(EMULATOR, "") : "";
        String text = !endpoint.isEmpty() ? endpoint : emulator.isEmpty() ? GOOGLES : withProtocol(emulator);
        URI base = Http.address(text)
                .orElseThrow(() -> new RadinException(
                        Reason.InvalidSpec,
                        uri + ": its endpoint is none; write http://host:port or https://host, in the URI or in "
                                + EMULATOR));
        return new GsServer(
                base, environment.getOrDefault(PAYER, ""), emulator.isEmpty() && "https".equals(base.getScheme()));
    }

    private static String withProtocol(String host) {
        return host.contains("://") ? host : "http://" + host;
    }

    /** For messages. */
    String host() {
        return Http.host(base);
    }

    /** @param query escaped, from its question mark on, or empty */
    URI object(String bucket, String key, String query) {
        return URI.create(objects("/storage", bucket) + "/" + escaped(key) + query);
    }

    URI list(String bucket, String query) {
        return URI.create(objects("/storage", bucket) + query);
    }

    URI upload(String bucket, String query) {
        return URI.create(objects("/upload/storage", bucket) + query);
    }

    /** The same request, with who pays for it. */
    URI paidFor(URI target) {
        return payer.isEmpty()
                ? target
                : URI.create(target + (target.getRawQuery() == null ? "?" : "&") + "userProject=" + escaped(payer));
    }

    private String objects(String service, String bucket) {
        return base + service + "/v1/b/" + escaped(bucket) + "/o";
    }

    /** Slashes too: a key is one segment of the path. */
    static String escaped(String text) {
        return Escapes.escaped(text, PLAIN);
    }
}
