package dev.radin.store.az;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of a storage account, which signs requests
 * (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key).
 *
 * @param key in Base64
 * @param from where it was found
 */
record SharedKey(String account, String key, String from) implements AzLogin {

    /** Values without their names, in this order. */
    private static final String[] SIGNED = {
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-MD5",
        "Content-Type",
        "Date",
        "If-Modified-Since",
        "If-Match",
        "If-None-Match",
        "If-Unmodified-Since",
        "Range"
    };

    @Override
    public Call authorize(String uri, Call call) {
        return call.with("Authorization", "SharedKey " + account + ":" + signature(uri, text(call)));
    }

    private String text(Call call) {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(call.headers());
        if (call.body() != null && call.body().hasRemaining()) {
            headers.put("Content-Length", Integer.toString(call.body().remaining()));
        }
        String values = Stream.of(SIGNED)
                .map(name -> headers.getOrDefault(name, "") + "\n")
                .collect(Collectors.joining());
        String others = headers.entrySet().stream()
                .filter(header -> header.getKey().startsWith("x-ms-"))
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        return call.method() + "\n" + values + others + "/" + account
                + call.uri().getRawPath() + query(call.uri().getRawQuery());
    }

    private static String query(String query) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            values.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return values.entrySet().stream()
                .map((Map.Entry<String, String> value) -> "\n" + value.getKey() + ":" + value.getValue())
                .collect(Collectors.joining());
    }

    private String signature(String uri, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new RadinException(
                    Reason.InputForbidden, uri + ": " + shown() + " is no key of a storage account; correct it", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String shown() {
        return "the key (from " + from + ")";
    }

    /** There is nothing that it may not do, where keys are let in at all. */
    @Override
    public String needs(Rights rights) {
        return "the account has to allow keys (or give a client of Entra role " + rights.role() + ")";
    }

    @Override
    public String unknown() {
        return shown() + " does not belong to account " + account + ", or this machine's clock is wrong; correct it";
    }

    @Override
    public String toString() {
        return shown();
    }
}
