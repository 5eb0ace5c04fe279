package dev.radin.location;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URIs as people copy them. */
final class LocationParser {

    /** Behind the last question mark: nothing, or names with values. Else it belongs to the key. */
    private static final Pattern OPTIONS = Pattern.compile("[?](?:[A-Za-z0-9_-]+=[^?&]*(?:&[A-Za-z0-9_-]+=[^?&]*)*)?$");

    /** How its tools name a repository of the hub. */
    private static final Pattern HUB_NAME = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+(@[A-Za-z0-9._-]+)?");

    private static final String ESCAPED = ", with ? and # as %3F and %23";
    private static final String NO_FILE =
            "names no file of this machine; write file:///folder/file" + ESCAPED + ", or a path";
    private static final String NO_CLAIM = "names no file of a claim; write pvc://claim/folder/file" + ESCAPED;
    private static final String NO_HOST = "names no file of a host; write https://host/folder/file" + ESCAPED;

    private LocationParser() {}

    static Location parse(String text) {
        String shown = text;
        try {
            if (Credentials.areIn(text)) {
                shown = Credentials.hidden(text);
                throw new WrongLocation(Credentials.SAYS);
            }
            String scheme = Scheme.of(text);
            if (scheme == null) {
                throw new WrongLocation(
                        HUB_NAME.matcher(text).matches()
                                ? "is no URI; write file:///folder/file, or hf://" + text + " for the Hugging Face hub"
                                : "is no URI; write file:///folder/file");
            }
            if (scheme.equals(HubPath.HUB)) {
                return HubPath.location(behindSlashes(text, "no repository; write hf://owner/name"));
            }
            if (scheme.equals(OciPath.OCI)) {
                return OciPath.location(behindSlashes(text, "no artifact; write oci://registry/repository:tag"));
            }
            if (AzurePath.isOnTheWeb(text)) {
                return AzurePath.ofWeb(text);
            }
            return Scheme.isOfObjects(scheme) || AzurePath.isOfHadoop(scheme)
                    ? objects(scheme, text)
                    : plain(scheme, text);
        } catch (WrongLocation e) {
            throw new RadinException(Reason.InvalidSpec, shown + ": " + e.getMessage(), e);
        }
    }

    /** @param names nothing, in words, where there are none */
    private static String behindSlashes(String text, String names) {
        if (!text.startsWith("//", Scheme.end(text))) {
            throw new WrongLocation("names " + names);
        }
        return text.substring(Scheme.end(text) + 2);
    }

    /** Keys are taken letter by letter: they may hold spaces, #, % and ?. */
    private static Location objects(String scheme, String text) {
        String noBucket = "no bucket; write " + scheme + "://bucket/key";
        int options = optionsIn(text);
        String place = behindSlashes(options < 0 ? text : text.substring(0, options), noBucket);
        int slash = place.indexOf('/');
        String bucket = slash < 0 ? place : place.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new WrongLocation("names " + noBucket);
        }
        String key = place.substring(bucket.length());
        boolean isOfHadoop = AzurePath.isOfHadoop(scheme);
        Options read =
                OptionNames.read(isOfHadoop ? Scheme.AZ : scheme, options < 0 ? "" : text.substring(options + 1));
        return isOfHadoop ? AzurePath.ofHadoop(bucket, key, read) : new Location(scheme, bucket, key, read);
    }

    /** Where the options begin, with their question mark; -1 where there are none. */
    static int optionsIn(String text) {
        int last = text.lastIndexOf('?');
        if (last < 0) {
            return -1;
        }
        Matcher matcher = OPTIONS.matcher(text);
        return matcher.find(last) ? last : -1;
    }

    private static Location plain(String scheme, String text) {
        try {
            URI uri = new URI(text);
            String host = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
            boolean isFile = scheme.equals(Location.FILE);
            if (uri.getRawPath() == null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || uri.getRawPath().contains("%00")
                    || isFile != host.isEmpty()) {
                throw new WrongLocation(isFile ? NO_FILE : scheme.equals(Location.CLAIM) ? NO_CLAIM : NO_HOST);
            }
            boolean hasSlashes = text.startsWith("//", Scheme.end(text));
            return new Location(scheme, hasSlashes ? host : null, uri.getRawPath(), Options.NONE);
        } catch (URISyntaxException e) {
            throw new WrongLocation(
                    "is no URI: " + e.getReason() + " at character " + (e.getIndex() + 1) + "; write a space as %20");
        }
    }
}
