package dev.radin.store.gs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.fault.OneLine;
import dev.radin.store.http.Answer;
import java.util.regex.Pattern;

/**
 * What Google says in place of an answer.
 *
 * @param code as notFound or forbidden; empty where it says none
 * @param words for people, on one line
 * @param request its host, its status and what it calls the request by, for messages
 */
record GsError(int status, String code, String words, String request) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** In which it is said to who asks for content: neither JSON nor a page of a proxy. */
    private static final Pattern LINE = Pattern.compile("[^{<\\n]{1,500}\\s*");

    static GsError of(Answer answer, String body) {
        JsonNode error = parse(body).path("error");
        return new GsError(
                answer.status(),
                error.path("errors").path(0).path("reason").asText(""),
                body != null && LINE.matcher(body).matches() ? OneLine.of(body) : said(body),
                answer.host() + ", " + answer.status() + answer.requestId());
    }

    /** The words of an error of the store, or of one of a login. */
    static String said(String body) {
        JsonNode json = parse(body);
        JsonNode error = json.path("error");
        String words = error.isTextual()
                ? error.asText() + " " + json.path("error_description").asText("")
                : error.path("message").asText("");
        return OneLine.of(words);
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body == null ? "" : body);
            return json == null ? JSON.missingNode() : json;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    boolean is(String one) {
        return one.equals(code);
    }

    /** Whether it asks to come later by a status that is none of those that say so. */
    boolean isPassing() {
        return is("rateLimitExceeded") || is("userRateLimitExceeded") || is("backendError");
    }

    /** Whether it asks for a project that pays. */
    boolean isUnpaid() {
        return status == 400 && words.contains("requester pays") && words.contains("no user project");
    }

    /** Whether it is the object that is missing. */
    boolean isOfObject() {
        return status == 404 && words.startsWith("No such object");
    }

    /** Whether it is the bucket that is missing, and not the object: both are notFound. */
    boolean isOfBucket() {
        return status == 404 && words.contains("bucket does not exist");
    }
}
