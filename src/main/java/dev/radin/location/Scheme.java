package dev.radin.location;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which kind of store a URI names, and how paths are written there. */
public final class Scheme {

    /** Of buckets of Google Cloud Storage. */
    public static final String GS = "gs";

    /** Of containers of Azure Blob Storage. */
    public static final String AZ = AzurePath.AZ;

    /** What is said of URIs that no store is for. */
    public static final String UNREACHABLE =
            "is in a store that this version cannot reach; copy or mount it, and write file:///folder/file";

    /** What is said of URIs of folders that are to be looked into where that cannot be. */
    public static final String NO_LISTS =
            "is on a web server, whose folders cannot be listed; list its files in spec.models";

    private static final String IS_READ =
            ", which is only read; write to a bucket or a file system, and copy it from there";

    /** What is said of URIs of web servers that are to be written. */
    public static final String WEB_IS_READ = "is on a web server" + IS_READ;

    /** What is said of URIs of the hub that are to be written. */
    public static final String HUB_IS_READ = "is on the Hugging Face hub" + IS_READ;

    /** What is said of URIs of registries that are to be written. */
    public static final String OCI_IS_READ = "is an artifact of a registry" + IS_READ;

    /** Where nothing is written, by what is said of it. */
    private static final Map<String, String> READ_ONLY =
            Map.of("http", WEB_IS_READ, "https", WEB_IS_READ, HubPath.HUB, HUB_IS_READ, OciPath.OCI, OCI_IS_READ);

    /** What a scheme is made of, as a pattern that means the same in RE2. */
    public static final String NAME = "[A-Za-z][A-Za-z0-9+.-]*";

    private static final Pattern FORM = Pattern.compile("(" + NAME + "):");

    /** Paths of these are made of characters of URIs, others as %XX. Keys of objects are taken letter by letter. */
    private static final Set<String> ESCAPED =
            Set.of(Location.FILE, Location.CLAIM, "http", "https", HubPath.HUB, OciPath.OCI);

    private static final Set<String> OBJECTS = Set.of("s3", "minio", GS, AZ);

    /** By the names that Hadoop's readers and fsspec have of the same buckets. */
    private static final Map<String, String> ALIASES = Map.of("s3a", "s3", "s3n", "s3", "gcs", GS);

    private Scheme() {}

    /** Whether there is a store for it. */
    public static boolean isReached(String scheme) {
        return scheme.equals(Location.FILE)
                || scheme.equals(Location.CLAIM)
                || OBJECTS.contains(scheme)
                || READ_ONLY.containsKey(scheme);
    }

    /** Whether nothing can be written, listed or removed there. */
    public static boolean isReadOnly(String scheme) {
        return READ_ONLY.containsKey(scheme);
    }

    /** What is said of URIs that are to be written where nothing is. */
    public static String readOnly(String scheme) {
        return READ_ONLY.get(scheme);
    }

    /** What stands before the first colon, in lower case and with aliases undone; null where nothing can be a scheme. */
    static String of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.lookingAt()) {
            return null;
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        return ALIASES.getOrDefault(scheme, scheme);
    }

    /** Where the scheme and its colon end. */
    static int end(String text) {
        return text.indexOf(':') + 1;
    }

    static boolean isEscaped(String scheme) {
        return ESCAPED.contains(scheme);
    }

    static boolean isOfObjects(String scheme) {
        return OBJECTS.contains(scheme);
    }
}
