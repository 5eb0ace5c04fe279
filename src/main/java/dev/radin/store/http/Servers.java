package dev.radin.store.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of servers, by host and port: those that have answered, and those that were tried in vain. The latter are not
 * asked for a minute, so that a wrong address of twenty files is told after one of them has been tried, not after each.
 */
final class Servers {

    private static final long REST_MILLIS = 60_000;

    private record Loss(String words, long millis) {
        boolean isRecent(long nowMillis) {
            return nowMillis - millis < REST_MILLIS;
        }
    }

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, Loss> lost = new ConcurrentHashMap<>();

    void answered(URI uri) {
        known.add(uri.getAuthority());
    }

    /** Whether it has answered before, and so is likely to be there again when it does not. */
    boolean isKnown(URI uri) {
        return known.contains(uri.getAuthority());
    }

    /**
     * @param words why, for people
     * @return why, in the words of the first of several that gave it up at the same time
     */
    String giveUp(URI uri, String words, long nowMillis) {
        Loss mine = new Loss(words, nowMillis);
        return lost.merge(uri.getAuthority(), mine, (other, same) -> other.isRecent(nowMillis) ? other : same)
                .words();
    }

    /** Why it was given up, where that was a moment ago. */
    Optional<String> givenUp(URI uri, long nowMillis) {
        return Optional.ofNullable(lost.get(uri.getAuthority()))
                .filter(loss -> loss.isRecent(nowMillis))
                .map(Loss::words);
    }
}
