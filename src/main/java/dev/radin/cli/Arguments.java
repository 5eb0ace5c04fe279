package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What arguments of commands mean. All methods throw {@code InvalidSpec}, naming the argument. */
final class Arguments {

    private static final Pattern OTHER_STORE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    private Arguments() {}

    /** Where an argument points: a file URI, or a path taken from the working folder. A slash at the end is kept. */
    static URI uri(String place) {
        if (place.isEmpty()) {
            throw wrong("\"\"", "is empty; name a file or a folder");
        }
        if (place.equals("-")) {
            throw wrong(place, "is no file; only radin run -f - reads stdin");
        }
        if (place.equals("~") || place.startsWith("~/")) {
            throw wrong(place, "begins with ~, which the shell has left as it is; write the path in full");
        }
        if (OTHER_STORE.matcher(place).lookingAt() && !isFileUri(place)) {
            throw wrong(place, "is in a store that this version cannot reach; copy or mount it, and give its path");
        }
        URI uri = isFileUri(place) ? fileUri(place) : pathUri(place);
        if (uri.getPath().chars().allMatch(c -> c == '/')) {
            throw wrong(place, "is the root; name a file or a folder below it");
        }
        return uri;
    }

    private static boolean isFileUri(String place) {
        return place.regionMatches(true, 0, "file:", 0, "file:".length());
    }

    private static URI fileUri(String place) {
        try {
            URI uri = new URI(place);
            if (uri.isOpaque()
                    || uri.getRawAuthority() != null
                    || uri.getRawQuery() != null
                    || uri.getFragment() != null) {
                throw wrong(
                        place,
                        "names no file of this machine; write file:///folder/file, with ? and # as %3F and %23, or a path");
            }
            return URI.create("file://" + uri.getRawPath());
        } catch (URISyntaxException e) {
            throw wrong(
                    place,
                    "is no URI: " + e.getReason() + " at character " + (e.getIndex() + 1)
                            + "; write a space as %20, or give a path");
        }
    }

    private static URI pathUri(String place) {
        String path;
        try {
            path = withoutDots(Path.of(place).toAbsolutePath()).toUri().getRawPath();
        } catch (InvalidPathException e) {
            throw wrong(place, "this name cannot be written in the locale's character set; set LC_ALL=C.UTF-8");
        }
        boolean slash = path.endsWith("/");
        if (place.endsWith("/") && !slash) {
            return URI.create("file://" + path + "/");
        }
        // The platform adds a slash to every folder that exists.
        return URI.create("file://"
                + (slash && !place.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path));
    }

    /** The parent of a symbolic link's target is not the parent of the link, so such a path is left as it is. */
    private static Path withoutDots(Path absolute) {
        Path normal = absolute.getRoot();
        for (Path name : absolute) {
            if (!name.toString().equals("..")) {
                normal = normal.resolve(name);
            } else if (Files.isSymbolicLink(normal)) {
                return absolute;
            } else if (normal.getParent() != null) {
                normal = normal.getParent();
            }
        }
        return normal.normalize();
    }

    /** Of options whose numbers have a least value that means something. */
    static int requireAtLeast(int least, String option, int value) {
        if (value < least) {
            throw wrong(option, "is " + value + "; from " + least + " on");
        }
        return value;
    }

    private static RadinException wrong(String argument, String what) {
        return new RadinException(Reason.InvalidSpec, argument + ": " + what);
    }
}
