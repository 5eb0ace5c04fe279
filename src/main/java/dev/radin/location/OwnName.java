package dev.radin.location;

import java.util.regex.Pattern;

/**
 * A dataset that is a program's own business, as {@code lm-eval:hellaswag}: a word, a colon and any text, which is handed
 * over as it is. It begins with no slash, so that a place in a store that is not known is never taken for one.
 */
public final class OwnName {

    /** Means the same in RE2. One letter would be the drive of a path. */
    public static final String FORM = "^[A-Za-z][A-Za-z0-9+.-]+:[^/\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$";

    /** What is a place in spite of its form, as {@code file:a}. */
    public static final String PLACES = "^(file|pvc|hf|oci|https?|s3[an]?|minio|gs|az|abfss?|wasbs?):";

    private static final Pattern IS = Pattern.compile(FORM);
    private static final Pattern IS_PLACE = Pattern.compile(PLACES, Pattern.CASE_INSENSITIVE);

    private OwnName() {}

    public static boolean is(String uri) {
        return IS.matcher(uri).matches() && !IS_PLACE.matcher(uri).find();
    }
}
