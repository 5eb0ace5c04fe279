package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.status.ConditionQueries;
import java.time.Duration;
import java.time.Instant;

/** When a selection that has ended, well or badly, is to be deleted: {@code spec.ttlSecondsAfterFinished} later. */
final class Expiry {

    private Expiry() {}

    /** @return how long it stays from now, zero or less when it is over; null when it stays for good or has not ended */
    static Duration of(SoupSelection resource, SoupSelectionStatus status, Instant now) {
        Integer seconds = resource.getSpec() == null ? null : resource.getSpec().ttlSecondsAfterFinished;
        boolean ended = ConditionQueries.condition(status, "Succeeded")
                .filter(c -> !"Unknown".equals(c.getStatus()))
                .isPresent();
        return seconds == null || !ended || status.completionTime == null
                ? null
                : Duration.between(now, Instant.parse(status.completionTime).plusSeconds(seconds));
    }
}
