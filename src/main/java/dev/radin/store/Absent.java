package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.util.regex.Pattern;

/** A place where nothing is, and what whoever named it can do. */
public final class Absent {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w|%7B|\\{)");

    private Absent() {}

    public static RadinException file(Location uri) {
        return absent(uri, "no such file");
    }

    public static RadinException folder(Location uri) {
        return absent(uri, "no such folder");
    }

    /**
     * The same, where it may be a file that was named.
     *
     * @param advice to whoever named a file
     */
    public static RadinException folder(Store store, Location uri, String advice) {
        Location place = uri.withoutSlash();
        return store.stat(place).isPresent()
                ? new RadinException(Reason.InputNotFound, place + ": is a file; " + advice)
                : folder(uri);
    }

    private static RadinException absent(Location uri, String what) {
        return new RadinException(Reason.InputNotFound, uri + ": " + what + "; " + advice(uri.toString()));
    }

    /** What shells make of a path, nothing makes of one in a resource. */
    static String advice(String uri) {
        if (uri.contains("/~/")) {
            return "~ is taken as it is written; write the path of the home folder";
        }
        if (VARIABLE.matcher(uri).find()) {
            return "variables are not expanded; write what this one stands for";
        }
        if (uri.contains("*")) {
            return "* is taken as it is written; name each file, or their folder in spec.modelsFrom and the pattern in its"
                    + " include";
        }
        return "check the path, or copy it there";
    }
}
