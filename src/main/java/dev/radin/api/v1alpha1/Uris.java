package dev.radin.api.v1alpha1;

import dev.radin.fault.RadinException;
import dev.radin.location.Credentials;
import dev.radin.location.Escapes;
import dev.radin.location.Location;
import dev.radin.location.Scheme;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** URIs as people write them in a resource. */
final class Uris {

    private static final Pattern URI_FORM = Pattern.compile(FieldPatterns.URI);
    private static final Pattern OTHER_STORE = Pattern.compile(FieldPatterns.OTHER_STORE);

    private Uris() {}

    /** What is too long is reported as that alone. */
    static void check(String path, String uri, List<Problem> problems) {
        if (uri != null && uri.length() <= FieldPatterns.MOST_URI_CHARACTERS) {
            problem(uri).ifPresent(problem -> problems.add(new Problem(path, problem)));
        }
    }

    private static Optional<String> problem(String uri) {
        if (Credentials.areIn(uri)) {
            return Optional.of(Credentials.SAYS);
        }
        if (URI_FORM.matcher(uri).matches() && !Escapes.areWrongIn(uri) && isUri(uri)) {
            return Optional.empty();
        }
        boolean otherStore = !uri.startsWith("file:")
                && !uri.startsWith("pvc:")
                && OTHER_STORE.matcher(uri).find();
        return Optional.of("\"" + uri + "\" " + (otherStore ? Scheme.UNREACHABLE : FieldPatterns.URI_SAYS));
    }

    /** Some spaces and controls beyond ASCII pass the pattern. */
    private static boolean isUri(String uri) {
        try {
            Location.of(uri);
            return true;
        } catch (RadinException e) {
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
            return Location.of(uri).place();
        } catch (RadinException e) {
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
     * @param folder of this machine
     */
    static String absolute(String uri, Location folder) {
        if (uri == null
                || uri.isEmpty()
                || uri.length() > FieldPatterns.MOST_URI_CHARACTERS
                || uri.matches(Scheme.NAME + ":.*")
                || uri.matches("(?s).*[\\p{Cntrl}\\\\].*")) {
            return uri;
        }
        return folder.resolve(uri).toString();
    }
}
