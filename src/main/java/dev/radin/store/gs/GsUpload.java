package dev.radin.store.gs;

import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.ObjectPlace;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resumable upload. The server takes whole units, and the rest with the request that ends it, which is small therefore. It says
 * how far it has come, so that what broke off goes on from there. One that nobody ends is forgotten after a week.
 *
 * <p>It takes one part after the other. What takes several at once does not publish as we do: an upload in parts by the XML API
 * knows no conditions (https://cloud.google.com/storage/docs/request-preconditions), and parts that are objects of their own, to be
 * composed, are there for all to see, stay when their writer is killed, and take the right to delete.
 *
 * <p>Whoever knows where it is may send to it: no token is sent along, and its URI is never printed.
 */
final class GsUpload implements ObjectPlace.Upload {

    private static final int UNIT = 256 << 10;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Pattern REACHED = Pattern.compile("bytes=0-(\\d{1,18})");

    /** What is not there: it was ended, given up, or is too old. */
    private static final int CANCELLED = 499;

    private final GsBucket bucket;
    private final String uri;
    private final URI session;
    private byte[] rest = new byte[0];
    private long reached;

    /** @param session null where something was in the way before it began */
    private GsUpload(GsBucket bucket, String uri, URI session) {
        this.bucket = bucket;
        this.uri = uri;
        this.session = session;
    }

    static GsUpload to(GsBucket bucket, String uri, String session) throws IOException {
        try {
            return new GsUpload(bucket, uri, URI.create(session));
        } catch (IllegalArgumentException e) {
            throw new IOException("it says to send parts to what is no URI", e);
        }
    }

    /** Of something that is there already. */
    static GsUpload inVain(GsBucket bucket, String uri) {
        return new GsUpload(bucket, uri, null);
    }

    @Override
    public boolean isSequential() {
        return true;
    }

    @Override
    public String send(int index, ByteBuffer bytes) {
        if (session == null) {
            return "";
        }
        int whole = bytes.remaining() - bytes.remaining() % UNIT;
        rest = new byte[bytes.remaining() - whole];
        bytes.get(bytes.position() + whole, rest);
        long start = reached;
        long end = start + whole;
        boolean[] asked = new boolean[1];
        while (reached < end) {
            bucket.http()
                    .exchange(
                            uri,
                            () -> {
                                // The second time nobody knows how far the first one came.
                                boolean again = asked[0];
                                asked[0] = !again;
                                return again ? put("*/*", NOTHING) : put(bytes, start, end);
                            },
                            this::advance);
            asked[0] = false;
        }
        return "";
    }

    private Call put(ByteBuffer bytes, long start, long end) {
        ByteBuffer missing = bytes.slice(bytes.position() + (int) (reached - start), (int) (end - reached));
        return put(reached + "-" + (end - 1) + "/*", missing);
    }

    private Call put(String range, ByteBuffer body) {
        return new Call("PUT", session, Map.of("Content-Range", "bytes " + range), body);
    }

    private Void advance(Answer answer) throws IOException {
        if (answer.status() != 308) {
            throw bucket.writing(uri, GsError.of(answer, answer.text()));
        }
        Matcher range = REACHED.matcher(String.valueOf(answer.header("Range")));
        long now = range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
        if (now < reached) {
            throw new IOException("it has lost what it had");
        }
        reached = now;
        return null;
    }

    @Override
    public boolean complete(List<String> parts) throws IOException {
        if (session == null) {
            return false;
        }
        long size = reached + rest.length;
        String range = (rest.length == 0 ? "*" : reached + "-" + (size - 1)) + "/" + size;
        return bucket.http().once(put(range, ByteBuffer.wrap(rest)), answer -> {
            if (answer.status() < 300) {
                return true;
            }
            GsError error = GsError.of(answer, answer.text());
            boolean gone = error.status() == 404 || error.status() == 410 || error.status() == CANCELLED;
            if (!gone && !GsPlace.isTaken(error)) {
                throw bucket.writing(uri, error);
            }
            return false;
        });
    }

    @Override
    public void abort() {
        if (session != null) {
            try {
                bucket.http().once(new Call("DELETE", session, Map.of(), null), answer -> null);
            } catch (IOException e) {
                // It is forgotten after a week, and costs nothing until then.
            }
        }
    }
}
