package dev.radin.store.az;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.radin.store.http.FakeService;
import dev.radin.store.http.OwnAuthority;
import dev.radin.store.http.Ranged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Azure Blob Storage's REST API that is used here, with one container, "radin". {@code dev/check-clouds} holds it to an
 * emulator, by the same contract; the emulator also tells right signatures from wrong ones, which this does not.
 */
public final class FakeAzure extends FakeService {

    static final String ACCOUNT = "models";

    private static final Pattern PATH = Pattern.compile("/([^/]+)(?:/(.+))?");
    private static final Pattern IN_LIST = Pattern.compile("<Uncommitted>([^<]+)</Uncommitted>");

    /** Of names in one answer. */
    private static final int PAGE = 3;

    private record Stored(byte[] content, String tag, Map<String, String> metadata) {}

    private final TreeMap<String, Stored> blobs = new TreeMap<>();

    /** By blob and id. */
    private final Map<String, Map<String, byte[]>> uncommitted = new HashMap<>();

    private int tags;
    private volatile Predicate<HttpExchange> knows = exchange -> true;

    FakeAzure() {
        super(null);
    }

    /** One whose account takes tokens of Entra. */
    public FakeAzure(OwnAuthority authority) {
        super(authority);
    }

    /** Who asks it from now on. */
    void knows(Predicate<HttpExchange> who) {
        knows = who;
    }

    /** Only who has this token. */
    public void takes(String token) {
        knows(exchange ->
                ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization")));
    }

    public void put(String name, byte[] content) {
        put(name, content, Map.of());
    }

    synchronized void put(String name, byte[] content, Map<String, String> metadata) {
        blobs.put(name, new Stored(content, "\"0x8D" + ++tags + "\"", metadata));
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> query = values(exchange.getRequestURI().getRawQuery());
        Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
        exchange.getResponseHeaders().set("x-ms-request-id", "REQ1");
        if (!knows.test(exchange)) {
            boolean bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .startsWith("Bearer ");
            refuse(
                    exchange,
                    bearer ? 401 : 403,
                    bearer ? "InvalidAuthenticationInfo" : "AuthenticationFailed",
                    "Server failed to authenticate the request.");
        } else if (!path.matches() || !path.group(1).equals("radin")) {
            refuse(exchange, 404, "ContainerNotFound", "The specified container does not exist.");
        } else if (path.group(2) == null) {
            list(exchange, query);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            write(exchange, plain(path.group(2)), query, body);
        } else {
            blob(exchange, plain(path.group(2)));
        }
    }

    private void blob(HttpExchange exchange, String name) throws IOException {
        Stored stored;
        synchronized (this) {
            stored = blobs.get(name);
            if (stored != null && exchange.getRequestMethod().equals("DELETE")) {
                blobs.remove(name);
            }
        }
        String asked = exchange.getRequestHeaders().getFirst("If-Match");
        if (stored == null) {
            refuse(exchange, 404, "BlobNotFound", "The specified blob does not exist.");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            send(exchange, 202, "");
        } else if (asked != null && !asked.equals(stored.tag)) {
            refuse(exchange, 412, "ConditionNotMet", "The condition was not met.");
        } else {
            exchange.getResponseHeaders().set("ETag", stored.tag);
            exchange.getResponseHeaders().set("Last-Modified", "Sat, 28 Nov 2026 10:00:00 GMT");
            stored.metadata.forEach(
                    (key, value) -> exchange.getResponseHeaders().set("x-ms-meta-" + key, value));
            Ranged.send(exchange, stored.content);
        }
    }

    private synchronized void write(HttpExchange exchange, String name, Map<String, String> query, byte[] body)
            throws IOException {
        String what = query.getOrDefault("comp", "");
        Map<String, byte[]> blocks = uncommitted.computeIfAbsent(name, any -> new HashMap<>());
        if (what.equals("block")) {
            blocks.put(query.get("blockid"), body);
            send(exchange, 201, "");
        } else if (blobs.containsKey(name)
                && "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            refuse(exchange, 409, "BlobAlreadyExists", "The specified blob already exists.");
        } else {
            byte[] content = what.equals("blocklist") ? together(blocks, new String(body, UTF_8)) : body;
            if (content == null) {
                refuse(exchange, 400, "InvalidBlockList", "The specified block list is invalid.");
                return;
            }
            String writer = exchange.getRequestHeaders().getFirst("x-ms-meta-radin_writer");
            put(name, content, writer == null ? Map.of() : Map.of("radin_writer", writer));
            uncommitted.remove(name);
            send(exchange, 201, "");
        }
    }

    private static byte[] together(Map<String, byte[]> blocks, String list) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Matcher id = IN_LIST.matcher(list);
        while (id.find()) {
            byte[] block = blocks.get(id.group(1));
            if (block == null || Base64.getDecoder().decode(id.group(1)).length > 64) {
                return null;
            }
            content.writeBytes(block);
        }
        return content.toByteArray();
    }

    private synchronized void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        NavigableSet<String> found = below(query.get("prefix"), blobs.navigableKeySet());
        StringBuilder page =
                new StringBuilder("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>");
        String next = "";
        int count = 0;
        for (String name : found.tailSet(query.getOrDefault("marker", ""), false)) {
            String tag = name.endsWith("/") ? "BlobPrefix" : "Blob";
            page.append("<" + tag + "><Name>" + name.replace("&", "&amp;").replace("<", "&lt;") + "</Name>");
            if (tag.equals("Blob")) {
                page.append("<Properties><Content-Length>0</Content-Length></Properties><Metadata>");
                blobs.get(name)
                        .metadata
                        .forEach((key, value) -> page.append("<" + key + ">" + value + "</" + key + ">"));
                page.append("</Metadata>");
            }
            page.append("</" + tag + ">");
            if (++count == PAGE) {
                next = name;
                break;
            }
        }
        page.append("</Blobs><NextMarker>" + next.replace("&", "&amp;") + "</NextMarker></EnumerationResults>");
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, 200, page.toString());
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getResponseHeaders().set("x-ms-error-code", code);
        send(exchange, status, exchange.getRequestMethod().equals("HEAD") ? "" : error(code, message));
    }

    static String error(String code, String message) {
        return "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" + message
                + "\nRequestId:REQ1\nTime:2026-11-28T10:00:00.0000000Z</Message></Error>";
    }
}
