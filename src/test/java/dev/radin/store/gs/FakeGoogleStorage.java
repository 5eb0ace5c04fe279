package dev.radin.store.gs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.radin.store.http.FakeService;
import dev.radin.store.http.OwnAuthority;
import dev.radin.store.http.Ranged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Google Cloud Storage's JSON API that is used here, with one bucket, "radin". {@code dev/check-clouds} holds it to
 * an emulator, by the same contract.
 */
public final class FakeGoogleStorage extends FakeService {

    static final String BUCKET = "radin";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OBJECTS = Pattern.compile("(/upload)?/storage/v1/b/([^/]+)/o(?:/([^/]+))?");
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|[*])/(\\d+|[*])");
    private static final int UNIT = 256 << 10;

    /** Of names in one answer. */
    private static final int PAGE = 3;

    private record Stored(byte[] content, long generation, JsonNode description) {}

    private record Session(JsonNode description, ByteArrayOutputStream received) {}

    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private long generations = 1_700_000_000_000_000L;
    private volatile String token;

    FakeGoogleStorage() {
        super(null);
    }

    /** One that asks who is there. */
    public FakeGoogleStorage(OwnAuthority authority, String token) {
        super(authority);
        this.token = token;
    }

    /** The only one that it takes from now on. */
    void takes(String newToken) {
        token = newToken;
    }

    public synchronized void put(String key, byte[] content) {
        ObjectNode description = JSON.createObjectNode().put("name", key);
        objects.put(key, new Stored(content, ++generations, description));
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> query = values(exchange.getRequestURI().getRawQuery());
        Matcher path = OBJECTS.matcher(exchange.getRequestURI().getRawPath());
        exchange.getResponseHeaders().set("X-GUploader-UploadID", "REQ1");
        boolean isSession = query.containsKey("upload_id");
        if (token != null
                && !isSession
                && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, 401, "authError", "Invalid Credentials");
        } else if (!path.matches() || !path.group(2).equals(BUCKET)) {
            refuse(exchange, 404, "notFound", "The specified bucket does not exist.");
        } else if (path.group(1) != null) {
            upload(exchange, query, body);
        } else if (path.group(3) == null) {
            list(exchange, query);
        } else {
            object(exchange, plain(path.group(3)), query);
        }
    }

    private void object(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        Stored stored;
        synchronized (this) {
            stored = objects.get(key);
            if (stored != null && exchange.getRequestMethod().equals("DELETE")) {
                objects.remove(key);
            }
        }
        String asked = query.get("generation");
        if (stored == null || asked != null && !asked.equals(Long.toString(stored.generation))) {
            missing(exchange, "No such object: " + BUCKET + "/" + key, query);
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            send(exchange, 204, "");
        } else if ("media".equals(query.get("alt"))) {
            exchange.getResponseHeaders().set("x-goog-generation", Long.toString(stored.generation));
            Ranged.send(exchange, stored.content);
        } else {
            send(exchange, 200, description(stored).toString());
        }
    }

    /** Whoever asks for content is told so in plain text. */
    private static void missing(HttpExchange exchange, String words, Map<String, String> query) throws IOException {
        if ("media".equals(query.get("alt"))) {
            send(exchange, 404, words);
        } else {
            refuse(exchange, 404, "notFound", words);
        }
    }

    private static ObjectNode description(Stored stored) {
        ObjectNode json = stored.description.deepCopy();
        json.put("size", Integer.toString(stored.content.length));
        json.put("generation", Long.toString(stored.generation));
        return json.put("timeCreated", "2026-11-28T10:00:00.123Z");
    }

    private synchronized void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        NavigableSet<String> found = below(query.get("prefix"), objects.navigableKeySet());
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putArray("items");
        ArrayNode prefixes = page.putArray("prefixes");
        int count = 0;
        for (String name : found.tailSet(query.getOrDefault("pageToken", ""), false)) {
            if (name.endsWith("/")) {
                prefixes.add(name);
            } else {
                items.addObject().put("name", name);
            }
            if (++count == PAGE) {
                page.put("nextPageToken", name);
                break;
            }
        }
        send(exchange, 200, page.toString());
    }

    private void upload(HttpExchange exchange, Map<String, String> query, byte[] body) throws IOException {
        String session = query.get("upload_id");
        if (session != null) {
            resume(exchange, session, body);
        } else if (query.get("uploadType").equals("multipart")) {
            String boundary =
                    exchange.getRequestHeaders().getFirst("Content-Type").replaceFirst(".*boundary=", "");
            // One character a byte.
            String[] parts =
                    new String(body, ISO_8859_1).split("\r\n--" + boundary + "(--)?\r\n|--" + boundary + "\r\n");
            publish(exchange, JSON.readTree(content(parts[1])), content(parts[2]));
        } else {
            begin(exchange, JSON.readTree(body));
        }
    }

    private static byte[] content(String part) {
        return part.substring(part.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
    }

    private synchronized void begin(HttpExchange exchange, JsonNode description) throws IOException {
        if (isTaken(exchange, description)) {
            return;
        }
        String id = "session" + sessions.size();
        sessions.put(id, new Session(description, new ByteArrayOutputStream()));
        exchange.getResponseHeaders()
                .set("Location", endpoint() + "/upload/storage/v1/b/" + BUCKET + "/o?upload_id=" + id);
        send(exchange, 200, "");
    }

    private synchronized void resume(HttpExchange exchange, String id, byte[] body) throws IOException {
        Session session = sessions.get(id);
        if (session == null) {
            refuse(exchange, 404, "notFound", "no such upload");
            return;
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            sessions.remove(id);
            send(exchange, 499, "");
            return;
        }
        Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Content-Range"));
        if (!range.matches()) {
            refuse(exchange, 400, "invalid", "Failed to parse Content-Range header.");
            return;
        }
        boolean last = !range.group(3).equals("*");
        if (range.group(1) != null) {
            int start = Integer.parseInt(range.group(1));
            int known = session.received.size() - start;
            if (known < 0 || !last && body.length % UNIT != 0) {
                refuse(exchange, 400, "invalid", "Invalid request.");
                return;
            }
            session.received.write(body, Math.min(known, body.length), Math.max(0, body.length - known));
        }
        if (last && session.received.size() == Integer.parseInt(range.group(3))) {
            sessions.remove(id);
            publish(exchange, session.description, session.received.toByteArray());
            return;
        }
        if (session.received.size() > 0) {
            exchange.getResponseHeaders().set("Range", "bytes=0-" + (session.received.size() - 1));
        }
        send(exchange, 308, "");
    }

    /** Takes only part of what comes for an upload. */
    synchronized void takePart(HttpExchange exchange, int bytes) throws IOException {
        String id = values(exchange.getRequestURI().getRawQuery()).get("upload_id");
        sessions.get(id)
                .received
                .writeBytes(Arrays.copyOf(exchange.getRequestBody().readAllBytes(), bytes));
    }

    private synchronized void publish(HttpExchange exchange, JsonNode description, byte[] content) throws IOException {
        if (isTaken(exchange, description)) {
            return;
        }
        Stored stored = new Stored(content, ++generations, description);
        objects.put(description.get("name").asText(), stored);
        send(exchange, 200, description(stored).toString());
    }

    private boolean isTaken(HttpExchange exchange, JsonNode description) throws IOException {
        boolean taken = objects.containsKey(description.get("name").asText());
        if (taken) {
            refuse(exchange, 412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
        }
        return taken;
    }

    synchronized int openUploads() {
        return sessions.size();
    }

    private static void refuse(HttpExchange exchange, int status, String reason, String message) throws IOException {
        send(exchange, status, error(status, reason, message));
    }

    static String error(int status, String reason, String message) {
        ObjectNode error = JSON.createObjectNode();
        error.putObject("error")
                .put("code", status)
                .put("message", message)
                .putArray("errors")
                .addObject()
                .put("domain", "global")
                .put("reason", reason)
                .put("message", message);
        return error.toString();
    }
}
