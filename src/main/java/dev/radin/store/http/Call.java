package dev.radin.store.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One request.
 *
 * @param method GET, HEAD, PUT, POST or DELETE
 * @param body what remains of it is sent, as often as is needed; null for none
 */
public record Call(String method, URI uri, Map<String, String> headers, ByteBuffer body) {

    private static final String AUTHORIZATION = "Authorization";

    /** Headers that are for the first server alone, not for one that it leads to. */
    private static final Set<String> SECRET = secret();

    public static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), null);
    }

    public static Call head(URI uri) {
        return new Call("HEAD", uri, Map.of(), null);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, uri, more, body);
    }

    /** @param last included */
    public Call range(long first, long last) {
        return with("Range", "bytes=" + first + "-" + last);
    }

    boolean isAuthorized() {
        return headers.containsKey(AUTHORIZATION);
    }

    /** As a server says that it should have been sent. Credentials go to the first server alone. */
    Call ledTo(URI other) {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        if (!origin(uri).equals(origin(other))) {
            kept.keySet().removeIf(SECRET::contains);
        }
        return new Call(method, other, kept, body);
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static Set<String> secret() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of(AUTHORIZATION, "Cookie", "X-Amz-Security-Token"));
        return names;
    }
}
