package dev.radin.location;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URIs of Azure Blob Storage as its tools write them, all of which become {@code az://container/path}, with the storage account
 * as an option where they name it, and the host where that is not the usual one of the account.
 */
final class AzurePath {

    static final String AZ = "az";

    /** Options. */
    static final String ACCOUNT = "account";

    private static final Pattern HADOOP = Pattern.compile("(abfs|wasb)s?");

    private static final String USUAL = ".blob.core.windows.net";

    /** Of blobs and of the same as files, in the clouds of Microsoft, or in a zone of one. */
    private static final Pattern HOST = Pattern.compile("([a-z0-9]{3,24})(\\.z[0-9]{1,3})?\\.(?:blob|dfs)\\."
            + "(core\\.windows\\.net|core\\.chinacloudapi\\.cn|core\\.usgovcloudapi\\.net|storage\\.azure\\.net)");

    private static final Pattern WEB = Pattern.compile("(?i)https://([^/?#]*)(?:/([^/?#]*))?(/[^?#]*)?");

    private AzurePath() {}

    /** Whether containers stand before the host. */
    static boolean isOfHadoop(String scheme) {
        return HADOOP.matcher(scheme).matches();
    }

    /**
     * What Hadoop and MLflow write, {@code container@account.dfs.core.windows.net}; or a container alone, as fsspec does.
     *
     * @param options of the URI, which go before what the host says
     */
    static Location ofHadoop(String authority, String path, Options options) {
        int at = authority.indexOf('@');
        if (at < 0) {
            return new Location(AZ, authority, path, options);
        }
        SortedMap<String, String> values = new TreeMap<>(ofHost(authority.substring(at + 1)));
        values.putAll(options.values());
        return new Location(AZ, authority.substring(0, at), path, new Options(values));
    }

    private static SortedMap<String, String> ofHost(String written) {
        String host = written.toLowerCase(Locale.ROOT);
        Matcher parts = HOST.matcher(host);
        SortedMap<String, String> options = new TreeMap<>();
        if (!parts.matches()) {
            throw new WrongLocation("\"" + written + "\" is no host of a storage account; write"
                    + " abfss://container@account.dfs.core.windows.net/path");
        }
        options.put(ACCOUNT, parts.group(1));
        String ofBlobs = host.replaceFirst("\\.dfs\\.", ".blob.");
        if (!ofBlobs.equals(parts.group(1) + USUAL)) {
            options.put(OptionNames.ENDPOINT, "https://" + ofBlobs);
        }
        return options;
    }

    /** Whether a URI of a web server is one of a container's. */
    static boolean isOnTheWeb(String text) {
        Matcher web = WEB.matcher(text);
        return web.matches()
                && HOST.matcher(web.group(1).toLowerCase(Locale.ROOT)).matches();
    }

    /** @param text for which {@link #isOnTheWeb} */
    static Location ofWeb(String text) {
        Matcher web = WEB.matcher(text);
        if (!web.matches() || web.group(2) == null || web.group(2).isEmpty()) {
            throw new WrongLocation("names no container; write https://account.blob.core.windows.net/container/path");
        }
        String path = web.group(3) == null ? "" : Escapes.undoAny(web.group(3));
        return new Location(AZ, Escapes.undoAny(web.group(2)), path, new Options(ofHost(web.group(1))));
    }
}
