package dev.radin.store.az;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Escapes;
import dev.radin.location.Location;
import dev.radin.store.http.Http;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A storage account, by a URI and the environment.
 *
 * @param base of its blobs, without a slash at its end
 */
record AzAccount(String name, URI base) {

    private static final String ENDPOINT = "AZURE_STORAGE_ENDPOINT";
    private static final String PLAIN = "-._~";

    static AzAccount of(Location uri, AzSettings settings) {
        Map<String, String> options = uri.options().values();
        String usual = settings.account();
        String name = options.getOrDefault("account", usual);
        if (!name.matches("[a-z0-9]{3,24}")) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    uri + ": "
                            + (name.isEmpty()
                                    ? "does not say in which storage account"
                                    : "\"" + name + "\" is no storage account")
                            + "; write abfss://container@account.dfs.core.windows.net/path, or set AZURE_STORAGE_ACCOUNT_NAME");
        }
        // What the environment says is of the account that it names.
        boolean isUsual = name.equals(usual);
        String text = Stream.of(
                        options.getOrDefault("endpoint", ""),
                        isUsual ? settings.get(ENDPOINT) : "",
                        isUsual ? settings.connection("BlobEndpoint") : "")
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("https://" + name + ".blob." + suffix(settings, isUsual));
        return new AzAccount(name, base(uri, text));
    }

    private static String suffix(AzSettings settings, boolean isUsual) {
        String suffix = isUsual ? settings.connection("EndpointSuffix") : "";
        return suffix.isEmpty() ? "core.windows.net" : suffix;
    }

    private static URI base(Location uri, String text) {
        return Http.address(text)
                .orElseThrow(() -> new RadinException(
                        Reason.InvalidSpec,
                        uri
                                + ": its endpoint is none; write http://host:port/account or https://host, in the URI or in "
                                + ENDPOINT));
    }

    boolean isEncrypted() {
        return "https".equals(base.getScheme());
    }

    /** For messages. */
    String host() {
        return Http.host(base);
    }

    /**
     * @param key empty for the container itself
     * @param query escaped, from its question mark on, or empty
     */
    URI uri(String container, String key, String query) {
        String path = key.isEmpty() ? "" : "/" + Escapes.escaped(key, PLAIN + "/");
        return URI.create(base + "/" + escaped(container) + path + query);
    }

    static String escaped(String text) {
        return Escapes.escaped(text, PLAIN);
    }
}
