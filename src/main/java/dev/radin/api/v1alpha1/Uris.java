package dev.radin.api.v1alpha1;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
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

    /** Whether two URIs are the same place, however they are written. */
    static boolean same(String one, String other) {
        try {
            return new URI(one).normalize().equals(new URI(other).normalize());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether it names the root of a file system or a bucket, where nothing should be written or emptied. */
    static boolean isRoot(String uri) {
        return uri != null && uri.matches("file:/*|s3://[^/]*/*");
    }

    /**
     * A relative URI or a plain path, taken from a folder; anything with a scheme, and what cannot be a path here, is left
     * as it is. Works on text, as the platform's own paths cannot hold every name in every locale.
     *
     * @param folder an absolute file URI that ends with a slash
     */
    static String absolute(String uri, URI folder) {
        if (uri == null
                || uri.isEmpty()
                || uri.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
                || uri.matches("(?s).*[\\p{Cntrl}\\\\].*")) {
            return uri;
        }
        // A dot-slash before the first segment keeps a colon in it from reading as a scheme.
        URI resolved =
                folder.resolve((uri.startsWith("/") ? "" : "./") + encoded(uri)).normalize();
        return "file://" + resolved.getRawPath();
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-._~!$&'()*+,;=:@".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
