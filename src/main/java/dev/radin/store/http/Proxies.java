package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Through which proxy a host is reached, by the environment variables that every tool but the platform itself heeds. */
final class Proxies {

    private final Proxy https;
    private final Proxy http;
    private final List<String> direct;

    private Proxies(Proxy https, Proxy http, List<String> direct) {
        this.https = https;
        this.http = http;
        this.direct = direct;
    }

    static Proxies of(Map<String, String> environment) {
        List<String> direct = new ArrayList<>();
        for (String entry : value(environment, "NO_PROXY").split(",")) {
            if (!entry.isBlank()) {
                direct.add(entry.strip().toLowerCase(Locale.ROOT));
            }
        }
        return new Proxies(proxy(environment, "HTTPS_PROXY"), proxy(environment, "HTTP_PROXY"), direct);
    }

    private static String value(Map<String, String> environment, String name) {
        String lower = environment.get(name.toLowerCase(Locale.ROOT));
        return lower == null || lower.isEmpty() ? environment.getOrDefault(name, "") : lower;
    }

    private static Proxy proxy(Map<String, String> environment, String name) {
        String value = value(environment, name);
        if (value.isEmpty()) {
            return Proxy.NO_PROXY;
        }
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() != null && uri.getUserInfo() == null && "http".equals(uri.getScheme())) {
                int port = uri.getPort() < 0 ? 80 : uri.getPort();
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what may be a password.
        }
        throw new RadinException(
                Reason.MachineUnfit,
                name + ": is no proxy that can be used; write http://host:port, without a password");
    }

    Proxy of(URI uri) {
        return isDirect(uri.getHost().toLowerCase(Locale.ROOT), uri.getPort())
                ? Proxy.NO_PROXY
                : uri.getScheme().equals("https") ? https : http;
    }

    private boolean isDirect(String host, int port) {
        boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        // What tells a machine who it is answers nobody else.
        boolean metadata = host.startsWith("169.254.") || host.equals("metadata.google.internal");
        return loopback || metadata || direct.stream().anyMatch(entry -> covers(entry, host, port));
    }

    private static boolean covers(String entry, String host, int port) {
        if (entry.contains("/")) {
            return AddressBlock.holds(entry, host);
        }
        int colon = entry.indexOf(':') == entry.lastIndexOf(':') ? entry.indexOf(':') : -1;
        if (colon >= 0 && !entry.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        String name = colon >= 0 ? entry.substring(0, colon) : entry;
        String suffix = name.startsWith("*") ? name.substring(1) : name;
        return name.equals("*") || host.equals(suffix) || host.endsWith(suffix.startsWith(".") ? suffix : "." + suffix);
    }
}
