package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.util.Optional;

/** An object of a server, as it was when it was opened: what its parts are asked for by. */
public interface RemoteObject {

    /** As messages print it. */
    String uri();

    long sizeBytes();

    /** {@code sha256:<hex>} of its content, where the server says so. */
    default Optional<String> digest() {
        return Optional.empty();
    }

    /** @throws RadinException {@code InputChanged} where it has not so many bytes from {@code position} on */
    default void requireWithin(long position, int length) {
        if (length > sizeBytes() - position) {
            throw new RadinException(
                    Reason.InputChanged,
                    uri() + ": has " + sizeBytes()
                            + " bytes and is read beyond them; it was cut short, or is not whole");
        }
    }

    /** A GET of all of it, for which the server gives the version that was opened or none, as far as it knows how. */
    Call get();

    /**
     * A GET of a part of it.
     *
     * @param last included
     */
    default Call get(long first, long last) {
        return get().range(first, last);
    }

    /** Whether an answer with content is of the version that was opened. */
    boolean isSame(Answer answer);

    /**
     * What an answer without content means, other than that the object is gone or was replaced.
     *
     * @throws IOException where the server says that in more words than are read, or they break off
     */
    RadinException refused(Answer answer) throws IOException;

    /**
     * Whether a refusal may be mended, as where credentials have expired, and was: then the request is made anew.
     *
     * @param refusal its status and what the server says
     */
    default boolean isMended(int status, String refusal) {
        return false;
    }
}
