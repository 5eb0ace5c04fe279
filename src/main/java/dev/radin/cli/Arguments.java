package dev.radin.cli;

import dev.radin.fault.OutOfRange;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.Scheme;
import dev.radin.tensor.checkpoint.CheckpointNames;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What arguments of commands mean. All methods throw {@code InvalidSpec}, naming the argument. */
final class Arguments {

    private static final Pattern URI = Pattern.compile("(?i:file):|" + Scheme.NAME + "://");

    private Arguments() {}

    /** What is read: a URI of a store, or a path taken from the working folder. A slash at the end is kept. */
    static Location uri(String place) {
        if (place.isEmpty()) {
            throw wrong("\"\"", "is empty; name a file or a folder");
        }
        if (place.equals("-")) {
            throw wrong(place, "is no file; only radin run -f - reads stdin");
        }
        if (place.equals("~") || place.startsWith("~/")) {
            throw wrong(place, "begins with ~, which the shell has left as it is; write the path in full");
        }
        Location uri = URI.matcher(place).lookingAt() ? storeUri(place) : pathUri(place);
        if (uri.plainPath().chars().allMatch(c -> c == '/')) {
            throw wrong(place, "is the root; name a file or a folder below it");
        }
        return uri;
    }

    /** What is written, as {@link #uri} has it. */
    static Location output(String place) {
        Location uri = uri(place);
        if (Scheme.isReadOnly(uri.scheme())) {
            throw wrong(uri.toString(), Scheme.readOnly(uri.scheme()));
        }
        return uri;
    }

    /**
     * What is written as a safetensors file, as {@link #output} has it.
     *
     * @param isMisleading of names that say of the file what it is not
     * @param why such a name is none
     */
    static Location safetensors(String place, Predicate<String> isMisleading, String why) {
        Location uri = output(place);
        if (!uri.isFolder() && isMisleading.test(uri.name())) {
            throw wrong("--to " + place, why + "; call it " + CheckpointNames.stem(uri.name()) + ".safetensors");
        }
        return uri;
    }

    private static Location storeUri(String place) {
        Location uri = Location.of(place);
        if (!Scheme.isReached(uri.scheme()) || uri.scheme().equals(Location.CLAIM)) {
            throw wrong(uri.toString(), Scheme.UNREACHABLE);
        }
        return uri.scheme().equals(Location.FILE) ? new Location(Location.FILE, "", uri.path(), uri.options()) : uri;
    }

    private static Location pathUri(String place) {
        Location path;
        try {
            path = Location.of(withoutDots(Path.of(place).toAbsolutePath()));
        } catch (InvalidPathException e) {
            throw wrong(place, "this name cannot be written in the locale's character set; set LC_ALL=C.UTF-8");
        }
        // The platform adds a slash to every folder that exists.
        return place.endsWith("/") || path.path().equals("/") ? path.folder() : path.withoutSlash();
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
            throw wrong(option, OutOfRange.of(value, least));
        }
        return value;
    }

    static long requireBetween(long least, long most, String option, long value) {
        if (value < least || value > most) {
            throw wrong(option, OutOfRange.of(value, least, most));
        }
        return value;
    }

    private static RadinException wrong(String argument, String what) {
        return new RadinException(Reason.InvalidSpec, argument + ": " + what);
    }
}
