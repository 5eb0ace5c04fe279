package dev.radin.api.v1alpha1;

import dev.radin.fault.RadinException;
import dev.radin.location.Credentials;
import dev.radin.location.Escapes;
import dev.radin.location.Location;
import dev.radin.location.Scheme;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** URIs as people write them in a resource. */
final class Uris {

    private static final Pattern OBJECT_FORM = Pattern.compile(FieldPatterns.OBJECT);
    private static final Pattern OTHER_STORE = Pattern.compile(FieldPatterns.OTHER_STORE);
    private static final Pattern NOT_OTHER = Pattern.compile(FieldPatterns.NOT_OTHER);
    private static final Pattern WEB = Pattern.compile(FieldPatterns.WEB);

    /**
     * What a URI is for.
     *
     * @param form that it has, unless it is of a bucket
     * @param says what is said of one that has it not
     */
    private record Use(Pattern form, UnaryOperator<String> says) {}

    private static final Use READ = new Use(Pattern.compile(FieldPatterns.URI), uri -> FieldPatterns.URI_SAYS);
    private static final Use LISTED = new Use(
            Pattern.compile(FieldPatterns.LISTED),
            uri -> WEB.matcher(uri).find() ? Scheme.NO_LISTS : FieldPatterns.FOLDER_SAYS);
    private static final Use WRITTEN = new Use(Pattern.compile(FieldPatterns.WRITTEN), uri -> {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return Scheme.isReadOnly(scheme) ? Scheme.readOnly(scheme) : FieldPatterns.FOLDER_SAYS;
    });

    private Uris() {}

    /** Of a file that is read. What is too long is reported as that alone. */
    static void check(String path, String uri, List<Problem> problems) {
        check(path, uri, READ, problems);
    }

    /** Of a folder that is looked into. */
    static void checkListed(String path, String uri, List<Problem> problems) {
        check(path, uri, LISTED, problems);
    }

    /** Of a folder that is written to. */
    static void checkWritten(String path, String uri, List<Problem> problems) {
        check(path, uri, WRITTEN, problems);
    }

    private static void check(String path, String uri, Use use, List<Problem> problems) {
        if (uri != null && uri.length() <= FieldPatterns.MOST_URI_CHARACTERS) {
            problem(uri, use).ifPresent(problem -> problems.add(new Problem(path, problem)));
        }
    }

    private static Optional<String> problem(String uri, Use use) {
        if (Credentials.areIn(uri)) {
            return Optional.of(Credentials.SAYS);
        }
        boolean object = OBJECT_FORM.matcher(uri).matches();
        boolean file = use.form.matcher(uri).matches() && !Escapes.areWrongIn(uri);
        Optional<String> wrong = file || object ? wrong(uri) : Optional.empty();
        if (object || file && wrong.isEmpty()) {
            return wrong;
        }
        boolean other =
                !NOT_OTHER.matcher(uri).find() && OTHER_STORE.matcher(uri).find();
        return Optional.of("\"" + uri + "\" " + (other ? Scheme.UNREACHABLE : use.says.apply(uri)));
    }

    /** Some spaces and controls beyond ASCII pass the pattern, and options that are none. */
    private static Optional<String> wrong(String uri) {
        try {
            Location.of(uri);
            return Optional.empty();
        } catch (RadinException e) {
            return Optional.of(e.getMessage());
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
