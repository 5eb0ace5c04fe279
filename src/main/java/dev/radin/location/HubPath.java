package dev.radin.location;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file or a folder of the Hugging Face hub is, as {@code hf://owner/name@revision/path} and
 * {@code hf://datasets/owner/name@revision/path} say it.
 *
 * @param isDataset whether the repository is one of datasets, not of models
 * @param repository {@code owner/name}
 * @param revision a branch, a tag, a commit, or {@code refs/pr/1}
 * @param path plain, without a slash at either end; empty for the repository itself
 */
public record HubPath(boolean isDataset, String repository, String revision, String path) {

    /** The scheme. */
    public static final String HUB = "hf";

    private static final String DATASETS = "datasets";
    private static final String MAIN = "main";

    /** A revision behind @, as the hub's own tools write it, or behind a colon, as KServe does. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._-]+)(?:[@:](.+))?");

    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9._-]+");

    /** Whose slashes belong to the revision. */
    private static final Pattern LONG_REVISION = Pattern.compile("refs/(?:pr|convert)/[^/]+");

    private static final String NO_REPOSITORY = "names no repository of the Hugging Face hub; write hf://owner/name,"
            + " hf://owner/name@revision/file, or hf://datasets/owner/name/file";

    /** @param location of the hub's scheme, as {@link Location#of} makes it */
    public static HubPath of(Location location) {
        return read(location.authority() + location.path());
    }

    /** @param place what stands behind {@code hf://} */
    static Location location(String place) {
        HubPath hub = read(place);
        String end = place.endsWith("/") ? "/" : "";
        String name = "/" + hub.repository + "@" + hub.revision.replace("/", "%2F")
                + (hub.path.isEmpty() ? "" : "/" + Escapes.ofPath(hub.path)) + end;
        if (hub.isDataset) {
            return new Location(HUB, DATASETS, name, Options.NONE);
        }
        int slash = name.indexOf('/', 1);
        return new Location(HUB, name.substring(1, slash), name.substring(slash), Options.NONE);
    }

    private static HubPath read(String place) {
        List<String> parts = new ArrayList<>(List.of(place.split("/", -1)));
        boolean isDataset = parts.get(0).equals(DATASETS);
        if (isDataset) {
            parts.remove(0);
        }
        if (parts.size() < 2 || !OWNER.matcher(parts.get(0)).matches()) {
            throw new WrongLocation(NO_REPOSITORY);
        }
        Matcher name = NAME.matcher(parts.get(1));
        if (!name.matches()) {
            throw new WrongLocation(NO_REPOSITORY);
        }
        String revision = name.group(2) == null ? MAIN : name.group(2).replaceAll("(?i)%2f", "/");
        List<String> rest = parts.subList(2, parts.size());
        String longer = String.join("/", List.of(revision, String.join("/", rest)));
        Matcher slashes = LONG_REVISION.matcher(longer);
        if (revision.equals("refs") && slashes.lookingAt()) {
            revision = slashes.group();
            rest = rest.subList(2, rest.size());
        }
        return new HubPath(isDataset, parts.get(0) + "/" + name.group(1), revision, trimmed(rest));
    }

    private static String trimmed(List<String> names) {
        List<String> plain = names.stream()
                .filter(name -> !name.isEmpty())
                .map(Escapes::undoAny)
                .toList();
        if (plain.contains(".") || plain.contains("..")) {
            throw new WrongLocation("has a . or .. in its path, which the hub does not know");
        }
        return String.join("/", plain);
    }
}
