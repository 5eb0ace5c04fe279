package dev.radin.store.oci;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked, as its header WWW-Authenticate says.
 *
 * @param tokens where a token is to be had; null where user and password are sent to the registry itself
 */
record Challenge(URI tokens) {

    private static final Pattern PARAMETER = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    /** @param scope what is asked for where the registry does not say */
    static Optional<Challenge> of(String header, String scope) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, "Basic", 0, 5)) {
            return Optional.of(new Challenge(null));
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        while (parameter.find()) {
            parameters.put(parameter.group(1), parameter.group(2));
        }
        String realm = parameters.getOrDefault("realm", "");
        if (!header.regionMatches(true, 0, "Bearer", 0, 6) || !realm.matches("https?://[^\\s?#]+")) {
            return Optional.empty();
        }
        String service = parameters.containsKey("service") ? "service=" + escaped(parameters.get("service")) + "&" : "";
        return Optional.of(new Challenge(
                URI.create(realm + "?" + service + "scope=" + escaped(parameters.getOrDefault("scope", scope)))));
    }

    /** Whether a password may be sent to where tokens are to be had: encrypted, or within this machine. */
    boolean isSafe() {
        return tokens == null || tokens.getScheme().equals("https") || isHere(tokens.getHost());
    }

    /** Whether a host is this machine. */
    static boolean isHere(String host) {
        return "localhost".equals(host) || "127.0.0.1".equals(host);
    }

    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
