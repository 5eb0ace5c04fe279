package dev.radin.protocol;

import java.net.URI;

/** Where a URI leads, however it is written. */
public final class Place {

    private Place() {}

    /**
     * The same for {@code file:///a/b}, {@code file:/a/./b}, {@code file:///a/c/../b} and, as a folder, {@code file:///a/b/};
     * another for each claim of {@code pvc://claim/a/b}.
     */
    public static String of(URI uri) {
        URI place = uri.normalize();
        return place.getScheme() + ":" + place.getAuthority() + ":"
                + place.getPath().replaceFirst("/+$", "");
    }
}
