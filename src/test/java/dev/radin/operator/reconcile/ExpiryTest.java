package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.Resources;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A selection that has ended stays for as long as it says. */
class ExpiryTest {

    private static final Instant END = Instant.parse("2026-11-24T10:00:00Z");

    private final SoupSelection resource = Resources.selection("vit");

    @Test
    void withoutATimeToLiveItStays() {
        assertThat(Expiry.of(resource, ended("True"), END.plusSeconds(1_000_000)))
                .isNull();
    }

    @Test
    void whatHasNotEndedStays() {
        resource.getSpec().ttlSecondsAfterFinished = 0;
        SoupSelectionStatus resumed = ended("Unknown");

        assertThat(Expiry.of(resource, new SoupSelectionStatus(), END)).isNull();
        assertThat(Expiry.of(resource, resumed, END)).isNull();
    }

    @Test
    void whatEndedWellOrBadlyStaysThatLong() {
        resource.getSpec().ttlSecondsAfterFinished = 60;

        assertThat(Expiry.of(resource, ended("True"), END.plusSeconds(20))).isEqualTo(Duration.ofSeconds(40));
        assertThat(Expiry.of(resource, ended("False"), END.plusSeconds(60))).isZero();
    }

    private static SoupSelectionStatus ended(String succeeded) {
        SoupSelectionStatus status = new SoupSelectionStatus();
        status.completionTime = END.toString();
        status.conditions = List.of(new ConditionBuilder()
                .withType("Succeeded")
                .withStatus(succeeded)
                .build());
        return status;
    }
}
