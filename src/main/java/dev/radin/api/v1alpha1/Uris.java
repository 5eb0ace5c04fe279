package dev.radin.api.v1alpha1;

import dev.radin.protocol.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** URIs as people write them in a resource. */
final class Uris {

    private static final Pattern USER = Pattern.compile(FieldPatterns.USER);
    private static final Pattern URI_FORM = Pattern.compile(FieldPatterns.URI);
    private static final Pattern BAD_ESCAPE = Pattern.compile(FieldPatterns.BAD_ESCAPE);
    private static final Pattern OTHER_STORE = Pattern.compile(FieldPatterns.OTHER_STORE);

    private Uris() {}

    /** What is too long is reported as that alone. */
    static void check(String path, String uri, List<Problem> problems) {
        if (uri != null && uri.length() <= FieldPatterns.MOST_URI_CHARACTERS) {
            problem(uri).ifPresent(problem -> problems.add(new Problem(path, problem)));
        }
    }

    private static Optional<String> problem(String uri) {
        if (USER.matcher(uri).find()) {
            return Optional.of(FieldPatterns.USER_SAYS);
        }
        if (URI_FORM.matcher(uri).matches() && !BAD_ESCAPE.matcher(uri).find() && isUri(uri)) {
            return Optional.empty();
        }
        boolean otherStore = !uri.startsWith("file:")
                && !uri.startsWith("pvc:")
                && OTHER_STORE.matcher(uri).find();
        return Optional.of("\"" + uri + "\" " + (otherStore ? FieldPatterns.OTHER_STORE_SAYS : FieldPatterns.URI_SAYS));
    }

    /** Some spaces and controls beyond ASCII pass the pattern. */
    private static boolean isUri(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static void checkDigest(String path, String digest, List<Problem> problems) {
        if (digest != null && !digest.matches(FieldPatterns.DIGEST)) {
            problems.add(new Problem(path, "\"" + digest + "\" " + FieldPatterns.DIGEST_SAYS));
        }
    }

    /** The same for all URIs of one place, however they are written. */
    static String place(String uri) {
        if (uri == null || uri.length() > FieldPatterns.MOST_URI_CHARACTERS) {
            return uri;
        }
        try {
            return Place.of(new URI(uri));
        } catch (URISyntaxException e) {
            return uri;
        }
    }

    /** Whether it names the root of a file system, where nothing should be written or emptied. */
    static boolean isRoot(String uri) {
        return uri != null && uri.matches(FieldPatterns.ROOT);
    }

    /**
     * A relative URI or a plain path, taken from a folder; anything with a scheme, and what is too long or cannot be a path
     * here, is left as it is. Works on text, as the platform's own paths cannot hold every name in every locale.
     *
     * @param folder an absolute file URI that ends with a slash
     */
    static String absolute(String uri, URI folder) {
        if (uri == null
                || uri.isEmpty()
                || uri.length() > FieldPatterns.MOST_URI_CHARACTERS
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
