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
 * @param anew the header of an answer by which whoever makes the request makes it anew, so that it is not led on: as where a
 *     signature is of no use elsewhere; null for none
 */
public record Call(String method, URI uri, Map<String, String> headers, ByteBuffer body, String anew) {

    /** Headers that are for the first server alone, not for one that it leads to. */
    private static final Set<String> SECRET = secret();

    public Call(String method, URI uri, Map<String, String> headers, ByteBuffer body) {
        this(method, uri, headers, body, null);
    }

    public static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), null);
    }

    public static Call head(URI uri) {
        return new Call("HEAD", uri, Map.of(), null);
    }

    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, uri, more, body, anew);
    }

    public Call madeAnewBy(String header) {
        return new Call(method, uri, headers, body, header);
    }

    /** @param last included */
    public Call range(long first, long last) {
        return with("Range", "bytes=" + first + "-" + last);
    }

    boolean isToBeMadeAnew(Answer answer) {
        return anew != null && answer.header(anew) != null;
    }

    /** As a server says that it should have been sent. Credentials go to the first server alone. */
    Call ledTo(URI other) {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        if (!origin(uri).equals(origin(other))) {
            kept.keySet().removeIf(SECRET::contains);
        }
        return new Call(method, other, kept, body, anew);
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static Set<String> secret() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of("Authorization", "Cookie", "X-Amz-Security-Token"));
        return names;
    }
}
