package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts of one version of an object. What breaks off is gone on with from the byte that was reached. */
public final class Ranges {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|[*])/(\\d{1,18})");

    /** Of what is gone, was replaced, or has become shorter. */
    private static final Set<Integer> OTHER_VERSION = Set.of(404, 410, 412, 416);

    private final Http http;
    private final RemoteObject object;

    public Ranges(Http http, RemoteObject object) {
        this.http = http;
        this.object = object;
    }

    RemoteObject object() {
        return object;
    }

    /**
     * Fills what remains of {@code target} with the bytes from {@code position} on, which the object has.
     *
     * @throws RadinException {@code InputChanged} when the object is no longer what it was when it was opened
     */
    public void read(long position, ByteBuffer target) {
        long start = position - target.position();
        long last = position + target.remaining() - 1;
        Tries tries = http.tries(object.uri());
        boolean[] mended = new boolean[1];
        while (target.hasRemaining()) {
            long first = start + target.position();
            http.exchange(tries, () -> object.get(start + target.position(), last), answer -> {
                if (answer.status() != 206) {
                    refuse(answer, mended);
                    return null;
                }
                requireSame(answer, start + target.position());
                int before = target.position();
                try {
                    answer.fill(target);
                } catch (IOException e) {
                    if (target.position() > before) {
                        tries.progressed();
                    }
                    throw e;
                }
                return null;
            });
            if (start + target.position() > first) {
                tries.progressed();
            }
        }
    }

    /**
     * Takes the beginning of the object from the answer to the request that it was found by.
     *
     * @param start gets as much as fits, and is limited to that
     * @throws IOException where it should be asked for again
     */
    public void begin(Answer answer, ByteBuffer start) throws IOException {
        start.clear().limit((int) Math.min(start.capacity(), object.sizeBytes()));
        if (start.hasRemaining()) {
            if (answer.status() != 206) {
                throw object.refused(answer);
            }
            requireSame(answer, 0);
            answer.fill(start);
        }
        start.flip();
    }

    /** Returns where the request should be made anew. */
    private void refuse(Answer answer, boolean[] mended) throws IOException {
        if (OTHER_VERSION.contains(answer.status())) {
            throw changed();
        }
        if (answer.status() >= 400 && !mended[0]) {
            mended[0] = true;
            if (object.isMended(answer.status(), answer.text())) {
                return;
            }
        }
        throw object.refused(answer);
    }

    private void requireSame(Answer answer, long first) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(answer.header("Content-Range")));
        if (!range.matches() || range.group(1) == null || Long.parseLong(range.group(1)) != first) {
            throw new IOException("it gives other bytes than it was asked for");
        }
        if (Long.parseLong(range.group(2)) != object.sizeBytes() || !object.isSame(answer)) {
            throw changed();
        }
    }

    /** Of all of it, whether a server answers with that, with a part or with none; -1 where it does not say. */
    public static long totalOf(Answer answer) {
        if (answer.status() == 200) {
            return answer.number("Content-Length");
        }
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(answer.header("Content-Range")));
        return range.matches() ? Long.parseLong(range.group(2)) : -1;
    }

    RadinException changed() {
        return new RadinException(
                Reason.InputChanged,
                object.uri() + ": changed while it was used; run again, and keep inputs as they are meanwhile");
    }
}
