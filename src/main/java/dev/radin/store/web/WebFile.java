package dev.radin.store.web;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Stat;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.RemoteObject;
import java.net.URI;
import java.time.Instant;

/**
 * A file of a web server, as it was when it was first asked for.
 *
 * @param uri as messages print it
 * @param tag a strong ETag, by which the server itself tells versions apart; else null
 * @param modified by which versions are told apart where there is no tag; may be null too
 * @param givesParts whether it gave a part when it was asked for one
 */
record WebFile(String uri, URI target, long sizeBytes, String tag, String modified, Instant written, boolean givesParts)
        implements RemoteObject {

    /** @throws RadinException {@code InvalidInput} where the server does not say how long it is */
    static WebFile of(String uri, URI target, Answer answer) {
        boolean part = answer.status() == 206;
        long size = Ranges.totalOf(answer);
        if (size < 0) {
            throw new RadinException(
                    Reason.InvalidInput,
                    uri + ": " + answer.host() + " does not say how long it is; copy it elsewhere, and read it there");
        }
        return new WebFile(
                uri, target, size, strongTag(answer), answer.header("Last-Modified"), answer.modified(), part);
    }

    private static String strongTag(Answer answer) {
        String tag = answer.header("ETag");
        return tag == null || tag.startsWith("W/") ? null : tag;
    }

    Stat stat() {
        String version = tag != null ? "etag " + tag : modified != null ? "modified " + modified : "";
        return new Stat(uri, sizeBytes, version, written);
    }

    @Override
    public Call get() {
        Call call = Call.get(target);
        return tag == null ? call : call.with("If-Match", tag);
    }

    /** Also where the server does not heed what it was asked for. */
    @Override
    public boolean isSame(Answer answer) {
        if (answer.status() == 200 && answer.number("Content-Length") != sizeBytes) {
            return false;
        }
        return tag == null
                ? modified == null || modified.equals(answer.header("Last-Modified"))
                : tag.equals(strongTag(answer));
    }

    @Override
    public RadinException refused(Answer answer) {
        return refusal(uri, answer);
    }

    static RadinException refusal(String uri, Answer answer) {
        String words = answer.status() + answer.requestId();
        return answer.status() == 401 || answer.status() == 403
                ? new RadinException(
                        Reason.InputForbidden,
                        uri + ": " + answer.host() + " does not let everybody read it (" + words
                                + "), and web servers are sent no credentials; copy it elsewhere, and read it there")
                : new RadinException(
                        Reason.StorageFailed,
                        uri + ": " + answer.host() + " answers with " + words + ", which is neither the file nor a"
                                + " reason why not; check the URI");
    }
}
