package dev.radin.store.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Escapes;
import dev.radin.location.HubPath;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hub's API, as far as reading takes it: which commit a revision is, what a folder holds, and the content of files.
 *
 * @param endpoint without a slash at its end
 */
record Hub(Http http, String endpoint, HubToken token) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of one answer, a thousand entries at most. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int MOST_PAGES = 20;

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

    /**
     * What a folder holds.
     *
     * @param sizeBytes 0 of a folder
     * @param version what the content is known by
     */
    record Entry(boolean isFolder, long sizeBytes, String version) {

        private static final String LARGE = "sha256 ";

        /** {@code sha256:<hex>} of what git-lfs keeps. */
        Optional<String> digest() {
            return Optional.of(version)
                    .filter(known -> known.matches(LARGE + "[0-9a-f]{64}"))
                    .map(known -> known.replace(LARGE, "sha256:"));
        }
    }

    /**
     * The commit that a revision is now.
     *
     * @throws RadinException {@code InputNotFound} or {@code InputForbidden}
     */
    String commit(String uri, HubPath place) {
        URI asked = URI.create(api(place) + "/revision/" + Escapes.of(place.revision()));
        return http.exchange(uri, () -> signed(asked), answer -> {
            if (answer.status() != 200) {
                throw refusal(uri, place, answer);
            }
            String commit = json(answer).path("sha").asText();
            if (!commit.matches("[0-9a-f]{40,64}")) {
                throw new IOException(answer.host() + " names no commit");
            }
            return commit;
        });
    }

    /** The entries of a folder by their names; empty where there is no such folder. */
    Optional<Map<String, Entry>> folder(String uri, HubPath place, String commit, String folder) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        URI next = URI.create(api(place) + "/tree/" + commit + (folder.isEmpty() ? "" : "/" + Escapes.ofPath(folder)));
        for (int page = 0; next != null; page++) {
            if (page == MOST_PAGES) {
                throw new RadinException(
                        Reason.InvalidInput, uri + ": its folder holds too many files; take one with fewer");
            }
            URI asked = next;
            Optional<URI> more = http.exchange(uri, () -> signed(asked), answer -> page(uri, place, answer, entries));
            if (more == null) {
                return Optional.empty();
            }
            next = more.orElse(null);
        }
        return Optional.of(entries);
    }

    /** @return where the next page is; null where there is no such folder */
    private Optional<URI> page(String uri, HubPath place, Answer answer, Map<String, Entry> entries)
            throws IOException {
        if (answer.status() == 404 && "EntryNotFound".equals(answer.header(HubFaults.CODE))) {
            return null;
        }
        if (answer.status() != 200) {
            throw refusal(uri, place, answer);
        }
        for (JsonNode entry : json(answer)) {
            String path = entry.path("path").asText();
            boolean isFolder = entry.path("type").asText().equals("directory");
            // What git-lfs keeps is known by its sha256, all else by git's own name of it.
            JsonNode large = entry.path("lfs");
            entries.put(
                    path.substring(path.lastIndexOf('/') + 1),
                    new Entry(
                            isFolder,
                            large.path("size").asLong(entry.path("size").asLong()),
                            large.has("oid")
                                    ? Entry.LARGE + large.path("oid").asText()
                                    : "git " + entry.path("oid").asText()));
        }
        return next(uri, answer);
    }

    /** Of the same server: whoever else is named gets no token. */
    private Optional<URI> next(String uri, Answer answer) {
        String link = answer.header("Link");
        Matcher next = NEXT.matcher(link == null ? "" : link);
        if (!next.find()) {
            return Optional.empty();
        }
        URI target = URI.create(next.group(1));
        if (!target.toString().startsWith(endpoint + "/")) {
            throw new RadinException(
                    Reason.InvalidInput,
                    uri + ": its folder holds more files than " + answer.host() + " tells of itself: it sends to "
                            + Http.host(target) + " for the rest, where no token goes; take one with fewer, or unset"
                            + " HF_ENDPOINT");
        }
        return Optional.of(target);
    }

    /** A GET of a file, which the hub leads to where its content is. */
    Call content(HubPath place, String commit) {
        return signed(URI.create(endpoint + "/" + (place.isDataset() ? "datasets/" : "") + place.repository()
                + "/resolve/" + commit + "/" + Escapes.ofPath(place.path())));
    }

    RadinException refusal(String uri, HubPath place, Answer answer) {
        return new HubFaults(token.isPresent(), place, uri).of(answer);
    }

    private String api(HubPath place) {
        return endpoint + "/api/" + (place.isDataset() ? "datasets/" : "models/") + place.repository();
    }

    private Call signed(URI uri) {
        Call call = Call.get(uri);
        return token.isPresent() ? call.with("Authorization", "Bearer " + token.text()) : call;
    }

    private static JsonNode json(Answer answer) throws IOException {
        return JSON.readTree(answer.text(MOST_BYTES));
    }
}
