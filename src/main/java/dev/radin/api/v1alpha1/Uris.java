package dev.radin.api.v1alpha1;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** URIs as people write them in a resource. */
final class Uris {

    private static final int MOST_CHARACTERS = 512;
    private static final Set<String> SCHEMES = Set.of("file", "s3");

    private Uris() {}

    static void check(String path, String uri, List<Problem> problems) {
        String problem = problem(uri);
        if (problem != null) {
            problems.add(new Problem(path, problem));
        }
    }

    private static String problem(String uri) {
        if (uri == null || uri.isEmpty()) {
            return "is missing";
        }
        if (uri.length() > MOST_CHARACTERS) {
            return "has " + uri.length() + " characters; at most " + MOST_CHARACTERS;
        }
        URI parsed;
        try {
            parsed = new URI(uri);
        } catch (URISyntaxException e) {
            return "\"" + uri.replaceAll("\\p{Cntrl}", "?") + "\" is no URI: " + e.getReason() + " at character "
                    + (e.getIndex() + 1);
        }
        if (parsed.getScheme() == null) {
            return "\"" + uri + "\" is not absolute; write file:///… or s3://…";
        }
        if (!SCHEMES.contains(parsed.getScheme())) {
            return "\"" + uri + "\" has the unknown scheme " + parsed.getScheme() + "; use file:///… or s3://…";
        }
        if (parsed.getRawUserInfo() != null
                || parsed.getRawAuthority() != null && parsed.getRawAuthority().contains("@")) {
            return "must not hold a user or a password; give workers their credentials by environment or service account";
        }
        if (parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
            return "\"" + uri + "\" must have no query or fragment; write ? as %3F and # as %23";
        }
        boolean file = parsed.getScheme().equals("file");
        if (parsed.isOpaque()
                || file
                        && (parsed.getRawAuthority() != null
                                || !parsed.getRawPath().startsWith("/"))
                || !file && parsed.getRawAuthority() == null) {
            return "\"" + uri + "\" should look like " + (file ? "file:///folder/file" : "s3://bucket/key");
        }
        return null;
    }

    static void checkDigest(String path, String digest, List<Problem> problems) {
        if (digest != null && !digest.matches("sha256:[0-9a-f]{64}")) {
            problems.add(
                    new Problem(path, "\"" + digest + "\" should be sha256: and 64 hex digits, as sha256sum prints"));
        }
    }

    /**
     * A relative URI or a plain path, taken from a folder; anything with a scheme is left as it is.
     *
     * @param folder an absolute path
     */
    static String absolute(String uri, Path folder) {
        if (uri == null
                || uri.isEmpty()
                || uri.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                || uri.matches("(?s).*\\p{Cntrl}.*")) {
            return uri;
        }
        boolean slash = uri.endsWith("/");
        Path path = folder.resolve(uri).normalize();
        try {
            String raw = new URI("file", null, path.toString(), null).getRawPath();
            return "file://" + raw.replace("?", "%3F").replace("#", "%23") + (slash && !raw.endsWith("/") ? "/" : "");
        } catch (URISyntaxException e) {
            return uri;
        }
    }
}
