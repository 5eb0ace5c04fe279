package dev.radin.location;

import dev.radin.fault.RadinException;
import java.nio.file.Path;

/**
 * Where an object or a folder is: a URI as people write it. Its text holds no credentials, since none are taken, and can be
 * printed anywhere.
 *
 * @param scheme which store, in lower case
 * @param authority the claim, the bucket or the host; empty for {@code file:///a}, null for {@code file:/a}
 * @param path as it stands in the URI, with escapes where the scheme has them; empty or from the first slash on
 * @param options how the store is reached, which all that is derived from this keeps
 */
public record Location(String scheme, String authority, String path, Options options) {

    /** The scheme of files of a machine. */
    public static final String FILE = "file";

    /** The scheme of files on the volume of a PersistentVolumeClaim, whose name is the authority. */
    public static final String CLAIM = "pvc";

    /** @throws RadinException {@code InvalidSpec}, with what is wrong and without any credentials of the text */
    public static Location of(String text) {
        return LocationParser.parse(text);
    }

    /** A file of this machine; a folder that exists gets a slash at its end. */
    public static Location of(Path path) {
        return new Location(FILE, "", path.toUri().getRawPath(), Options.NONE);
    }

    /** Whether it says by a slash at its end, or by naming a bucket only, that it is a folder. */
    public boolean isFolder() {
        return path.isEmpty() || path.endsWith("/");
    }

    /** The same with a slash at its end. */
    public Location folder() {
        return isFolder() && !path.isEmpty() ? this : at(path + "/");
    }

    /** The same without slashes at its end. */
    public Location withoutSlash() {
        return at(withoutSlash(path));
    }

    /** What this folder has by a plain name, whether or not there is a slash at its end. */
    public Location child(String name) {
        return folder().sibling(name);
    }

    /** What is called by a plain name in the folder of this file, or in this when there is a slash at its end. */
    public Location sibling(String name) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return at((folder.isEmpty() ? "/" : folder) + (isEscaped() ? Escapes.of(name) : name));
    }

    /** A plain path, taken from this folder where it does not begin with a slash, without {@code .} and {@code ..}. */
    public Location resolve(String plain) {
        String escaped = Escapes.ofPath(plain);
        return at(Escapes.withoutDots(plain.startsWith("/") ? escaped : folder().path + escaped));
    }

    /** The plain name, behind the last slash. */
    public String name() {
        String plain = plainPath();
        return plain.substring(plain.lastIndexOf('/') + 1);
    }

    /** Without escapes. */
    public String plainPath() {
        return isEscaped() ? Escapes.undo(path) : path;
    }

    /**
     * The same for all that lead to one place: {@code file:///a/b}, {@code file:/a/./b}, {@code file:///a/c/../b},
     * {@code file:///a/%62}, and as a folder {@code file:///a/b/}. Keys of objects are taken as they are, dots and all.
     */
    public String place() {
        String plain = isEscaped() ? Escapes.undo(Escapes.withoutDots(path)) : path;
        return scheme + ":" + (authority == null ? "" : authority) + ":" + withoutSlash(plain) + options;
    }

    private boolean isEscaped() {
        return Scheme.isEscaped(scheme);
    }

    private Location at(String newPath) {
        return new Location(scheme, authority, newPath, options);
    }

    private static String withoutSlash(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** The URI, which read again is equal to this. */
    @Override
    public String toString() {
        String place = scheme + ":" + (authority == null ? "" : "//" + authority) + path;
        // An end of a key that would be read as options is told from them by options that are none.
        boolean looksLikeOptions =
                Scheme.isOfObjects(scheme) && options.isEmpty() && LocationParser.optionsIn(place) >= 0;
        return looksLikeOptions ? place + "?" : place + options;
    }
}
