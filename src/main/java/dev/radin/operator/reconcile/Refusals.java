package dev.radin.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when the API server has refused each selection's Job, as a quota does. It is forgotten when the operator restarts,
 * which then tries again soon.
 */
final class Refusals {

    /** Longer than any pause between two attempts; selections that were deleted are forgotten by then. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private record Span(String job, Instant first, Instant latest) {}

    private final Map<String, Span> byUid = new ConcurrentHashMap<>();

    /** @return when this Job of the selection with this uid was refused for the first time in a row */
    Instant since(String uid, String job, Instant now) {
        byUid.values().removeIf(span -> span.latest().plus(FORGOTTEN_AFTER).isBefore(now));
        return byUid.merge(
                        uid,
                        new Span(job, now, now),
                        (earlier, latest) -> earlier.job().equals(job) ? new Span(job, earlier.first(), now) : latest)
                .first();
    }
}
