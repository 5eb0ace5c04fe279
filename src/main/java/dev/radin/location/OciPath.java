package dev.radin.location;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file of an OCI artifact is: {@code oci://registry/repository:tag/path}, or {@code @sha256:…} for the tag.
 *
 * @param registry host and port
 * @param repository may hold slashes
 * @param reference a tag, or a digest
 * @param path plain, without a slash at either end; empty for the artifact itself
 */
public record OciPath(String registry, String repository, String reference, String path) {

    /** The scheme. */
    public static final String OCI = "oci";

    private static final String LATEST = "latest";

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** A path follows where there is a tag or a digest: before, every slash belongs to the repository. */
    private static final Pattern PLACE = Pattern.compile(
            "([A-Za-z0-9.-]+(?::[0-9]{1,5})?)/"
                    + "([a-z0-9._-]+(?:/[a-z0-9._-]+)*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127})|@(sha256:[0-9a-f]{64}))?(?:/(.*))?");

    private static final String NO_ARTIFACT = "names no artifact of a registry; write oci://registry/repository:tag,"
            + " oci://registry/repository:tag/file, or @sha256:… for the tag";

    /** @param location of this scheme, as {@link Location#of} makes it */
    public static OciPath of(Location location) {
        return read(location.authority() + location.path());
    }

    /** @param place what stands behind {@code oci://} */
    static Location location(String place) {
        OciPath oci = read(place);
        String name = "/" + oci.repository + (oci.isDigest() ? "@" : ":") + oci.reference
                + (oci.path.isEmpty() ? "" : "/" + Escapes.ofPath(oci.path));
        return new Location(OCI, oci.registry, name + (place.endsWith("/") ? "/" : ""), Options.NONE);
    }

    private static OciPath read(String place) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw new WrongLocation(NO_ARTIFACT);
        }
        String reference = parts.group(3) != null ? parts.group(3) : parts.group(4) != null ? parts.group(4) : LATEST;
        String path = parts.group(5) == null
                ? ""
                : parts.group(5).replaceAll("/+", "/").replaceAll("^/|/$", "");
        return new OciPath(parts.group(1), parts.group(2), reference, Escapes.undoAny(path));
    }

    /** Whether the reference names content, which never changes. */
    public boolean isDigest() {
        return DIGEST.matcher(reference).matches();
    }
}
