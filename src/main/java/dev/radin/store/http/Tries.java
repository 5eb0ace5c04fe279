package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often one thing is tried: up to 8 times and for 5 minutes, with pauses of random length below 0.2 s, 0.4 s and so on, to
 * 20 s, so that many workers do not come back all at once. A server that has answered before is given more time to come back,
 * and one that nobody has seen yet less: its address may be wrong.
 */
final class Tries {

    private static final int MOST = 8;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 20_000;
    private static final long MOST_MILLIS = 300_000;
    private static final long OUTAGE_MILLIS = 180_000;
    private static final long SILENCE_MILLIS = 10_000;

    /** What is known of the server that failed. */
    enum Server {
        /** It gives no answer, and has never given one. */
        SILENT,
        /** It said that it fails or is busy, and nothing else so far. */
        BUSY,
        /** It has answered before: then it is likely to be there again. */
        KNOWN
    }

    private final String uri;
    private final Time time;
    private final long start;
    private int failures;
    private int failuresInARow;
    private long outage;

    /** @param uri of what is tried, for messages */
    Tries(String uri, Time time) {
        this.uri = uri;
        this.time = time;
        this.start = time.millis();
    }

    /**
     * Waits for the time of the next try.
     *
     * @param what went wrong, for people
     * @param askedMillis how long the server asks to wait, or 0
     * @return why there is none, for people, when there is no next try
     */
    Optional<String> failed(String what, long askedMillis, Server server) {
        failures++;
        failuresInARow++;
        long now = time.millis();
        long elapsed = now - start;
        if (failuresInARow == 1) {
            outage = now;
        }
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failuresInARow - 1, 10));
        long pause = Math.max(askedMillis, ThreadLocalRandom.current().nextLong(most + 1));
        boolean enough = failuresInARow >= MOST && !(server == Server.KNOWN && now + pause - outage <= OUTAGE_MILLIS);
        if (enough || elapsed + pause > (server == Server.SILENT ? SILENCE_MILLIS : MOST_MILLIS)) {
            String tries = failures == 1 ? "1 try" : failures + " tries";
            return Optional.of(what + "; " + tries + " in " + Math.max(1, elapsed / 1000) + " s");
        }
        time.sleep(pause);
        return Optional.empty();
    }

    /** What no further try would mend. */
    RadinException inVain(String what, Throwable cause) {
        return new RadinException(Reason.StorageFailed, uri + ": " + what, cause);
    }

    /** It came some way: the next failure is the first in a row. */
    void progressed() {
        failuresInARow = 0;
    }
}
