package dev.radin.store.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.radin.protocol.Hash;
import dev.radin.store.http.Ranged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What of the Hugging Face hub its own client needs to download repositories: revisions, trees in pages, files that git keeps
 * in place and large ones on another server, which takes no tokens. What is gated can be listed, and not read.
 * {@code dev/check-hub} holds it to that client.
 */
public final class FakeHub implements AutoCloseable {

    /** Of one that may see all but what is gated. */
    public static final String TOKEN = "hf_good";

    /** Of one that was made without the right to read what is gated. */
    static final String NARROW_TOKEN = "hf_narrow";

    /** What the hub says of it, without a code. */
    private static final String NARROW = "Please enable access to public gated repositories in your fine-grained token"
            + " settings to view this repository.";

    /** Files from this size on are large. */
    private static final int LARGE = 64;

    private static final int PAGE = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Repository(Map<String, TreeMap<String, byte[]>> commits, Map<String, String> revisions) {}

    private final HttpServer hub = server(this::answer);
    private final HttpServer content = server(this::give);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Repository> repositories = new TreeMap<>();
    private final Map<String, byte[]> contents = new TreeMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile String nextPages;

    public FakeHub() {
        hub.setExecutor(threads);
        content.setExecutor(threads);
        hub.start();
        content.start();
    }

    private static HttpServer server(HttpHandler handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", handler);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As mirrors do that pass on what the hub says. @param endpoint where it says that the next page of a folder is */
    void nextPagesAt(String endpoint) {
        nextPages = endpoint;
    }

    /** Without a slash at its end. */
    public String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    /**
     * Makes a commit, to which a revision leads from now on.
     *
     * @param repository {@code models/owner/name} or {@code datasets/owner/name}; a name may be {@code private} or {@code gated}
     * @return the commit
     */
    public String commit(String repository, String revision, Map<String, byte[]> files) {
        Repository of = repositories.computeIfAbsent(
                repository, name -> new Repository(new LinkedHashMap<>(), new TreeMap<>()));
        TreeMap<String, byte[]> tree = new TreeMap<>(files);
        List<String> lines = new ArrayList<>();
        tree.forEach((path, bytes) -> lines.add(path + " " + Hash.sha256(bytes)));
        String commit = Hash.sha256(lines).substring(0, 40);
        of.commits.put(commit, tree);
        of.revisions.put(revision, commit);
        return commit;
    }

    /** As {@code GET /owner/name/resolve/0123/a bytes=0-1}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = note(exchange);
            boolean isApi = path.startsWith("/api/");
            String[] parts = path.substring(isApi ? 5 : 1).split("/", 6);
            List<String> names = new ArrayList<>(List.of(parts));
            if (!isApi && !parts[0].equals("datasets")) {
                names.add(0, "models");
            }
            String id = String.join("/", names.subList(0, 3));
            Repository repository = repositories.get(id);
            String problem = problem(exchange, isApi, names.get(2), repository);
            if (problem != null) {
                refuse(exchange, problem);
                return;
            }
            List<String> rest = new ArrayList<>(
                    List.of(String.join("/", names.subList(3, names.size())).split("/", 3)));
            String verb = rest.get(0);
            String revision = rest.size() < 2 ? "main" : decoded(rest.get(1));
            String commit = repository.commits.containsKey(revision) ? revision : repository.revisions.get(revision);
            if (commit == null) {
                refuse(exchange, "RevisionNotFound");
                return;
            }
            String inside = rest.size() < 3 ? "" : decoded(rest.get(2));
            TreeMap<String, byte[]> files = repository.commits.get(commit);
            switch (verb) {
                case "tree" -> tree(exchange, files, inside);
                case "resolve" -> file(exchange, files.get(inside), commit);
                default -> json(exchange, Map.of("sha", commit, "id", id, "siblings", siblings(files)));
            }
        }
    }

    private static List<Map<String, String>> siblings(TreeMap<String, byte[]> files) {
        return files.keySet().stream().map(path -> Map.of("rfilename", path)).toList();
    }

    private String problem(HttpExchange exchange, boolean isApi, String name, Repository repository) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (repository == null || name.equals("private") && !("Bearer " + TOKEN).equals(shown)) {
            return "RepoNotFound";
        }
        if (!name.equals("gated") || isApi) {
            return null;
        }
        return ("Bearer " + NARROW_TOKEN).equals(shown) ? NARROW : "GatedRepo";
    }

    private static void refuse(HttpExchange exchange, String code) throws IOException {
        if (code.equals(NARROW)) {
            exchange.getResponseHeaders().set("X-Error-Message", NARROW);
        } else {
            exchange.getResponseHeaders().set("X-Error-Code", code);
        }
        exchange.getResponseHeaders().set("X-Request-Id", "Root=1-2");
        boolean known = exchange.getRequestHeaders().containsKey("Authorization");
        boolean isKeptOut = code.equals("GatedRepo") || code.equals(NARROW);
        int status = isKeptOut ? known ? 403 : 401 : code.equals("RepoNotFound") && !known ? 401 : 404;
        exchange.sendResponseHeaders(status, -1);
    }

    private void tree(HttpExchange exchange, TreeMap<String, byte[]> files, String folder) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        boolean recursive = query != null && query.contains("recursive=true");
        String prefix = folder.isEmpty() ? "" : folder + "/";
        List<Map<String, Object>> entries = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        files.forEach((path, bytes) -> {
            int slash = path.indexOf('/', prefix.length());
            if (path.startsWith(prefix) && (recursive || slash < 0)) {
                entries.add(entry(path, bytes));
            } else if (path.startsWith(prefix) && folders.add(path.substring(0, slash))) {
                entries.add(Map.of("type", "directory", "oid", "0", "size", 0, "path", path.substring(0, slash)));
            }
        });
        if (entries.isEmpty() && !folder.isEmpty()) {
            refuse(exchange, "EntryNotFound");
            return;
        }
        int from =
                query == null || !query.contains("cursor=") ? 0 : Integer.parseInt(query.replaceAll(".*cursor=", ""));
        int to = Math.min(entries.size(), from + PAGE);
        if (to < entries.size()) {
            String kept = recursive ? "recursive=true&" : "";
            exchange.getResponseHeaders()
                    .set(
                            "Link",
                            "<" + (nextPages == null ? endpoint() : nextPages)
                                    + exchange.getRequestURI().getRawPath() + "?" + kept + "cursor=" + to
                                    + ">; rel=\"next\"");
        }
        json(exchange, entries.subList(from, to));
    }

    private static Map<String, Object> entry(String path, byte[] bytes) {
        String oid = Hash.sha256(bytes);
        Map<String, Object> entry = new LinkedHashMap<>(
                Map.of("type", "file", "oid", oid.substring(0, 40), "size", bytes.length, "path", path));
        if (bytes.length >= LARGE) {
            entry.put("lfs", Map.of("oid", oid, "size", bytes.length, "pointerSize", 130));
        }
        return entry;
    }

    private void file(HttpExchange exchange, byte[] bytes, String commit) throws IOException {
        if (bytes == null) {
            refuse(exchange, "EntryNotFound");
            return;
        }
        String oid = Hash.sha256(bytes);
        exchange.getResponseHeaders().set("X-Repo-Commit", commit);
        if (bytes.length < LARGE) {
            exchange.getResponseHeaders().set("ETag", "\"" + oid.substring(0, 40) + "\"");
            Ranged.send(exchange, bytes);
            return;
        }
        contents.put("/" + oid, bytes);
        exchange.getResponseHeaders().set("X-Linked-ETag", "\"" + oid + "\"");
        exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(bytes.length));
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        "http://localhost:" + content.getAddress().getPort() + "/" + oid + "?Signature=secret");
        exchange.sendResponseHeaders(302, -1);
    }

    /** Where large files lie. */
    private void give(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = contents.get(note(exchange));
            if (bytes == null || exchange.getRequestHeaders().containsKey("Authorization")) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            Ranged.send(exchange, bytes);
        }
    }

    private static void json(HttpExchange exchange, Object value) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        Ranged.send(exchange, JSON.writeValueAsBytes(value));
    }

    private String note(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(exchange.getRequestMethod() + " " + path + (range == null ? "" : " " + range));
        return path;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        hub.stop(0);
        content.stop(0);
        threads.shutdownNow();
    }
}
