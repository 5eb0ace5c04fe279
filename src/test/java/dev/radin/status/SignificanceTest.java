package dev.radin.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.plan.Step;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentence of a finished selection says whether the gain may be chance, and goes on saying so. */
class SignificanceTest {

    @Test
    void aGainThatChanceExplainsIsSaidToBeOne() {
        assertThat(sentence(published(2, 0.0035, 0.4)))
                .isEqualTo("a soup of 2 of 8 models scores 0.938000, +0.003500 against the best single model, a"
                        + " (0.934500); chance alone can explain that (p = 0.400)");
        assertThat(sentence(published(2, 0.0035, 0.05))).endsWith("; chance alone can explain that (p = 0.050)");
    }

    @Test
    void aGainThatIsMoreThanChanceIsSaidToBeThat() {
        assertThat(sentence(published(2, 0.0035, 0.012))).endsWith("; chance alone hardly explains that (p = 0.012)");
        assertThat(sentence(published(2, 0.0035, 0.00003))).endsWith("; chance alone hardly explains that (p = 3e-05)");
    }

    @Test
    void aSingleModelThatWasKeptHasNoGain() {
        assertThat(sentence(published(1, 0, null))).doesNotContain("chance").endsWith("it is kept");
    }

    /** When its Jobs are gone, the status is all that is known of a result. */
    @Test
    void theStatusRemembersIt() {
        for (Double pValue : new Double[] {0.4, 0.04996, 1.0 / 3e7, null}) {
            WorkDone done = WorkDone.of(List.of(Notes.ended(
                    0,
                    "0123456789abcdef",
                    Receipt.published("0123456789abcdef", Cost.NONE, published(2, 0.0035, pValue)),
                    null,
                    null,
                    "job")));
            SoupSelectionStatus status = new SoupSelectionStatus();
            status.resumeToken = ResumeToken.write("uid", Notes.of(null, done), null);

            Receipt remembered =
                    Notes.of(status, "uid").stages().get(0).result().receipt();
            assertThat(remembered.published().pValue()).isEqualTo(pValue);
        }
    }

    private static String sentence(Published published) {
        return ReadySummary.of(new SelectionState.Ended(new Step.Finished(published)))
                .sentence();
    }

    private static Published published(int size, double gain, Double pValue) {
        return new Published(
                "Auto/Search",
                new Published.Choice(
                        "0123456789abcdef", List.of("a", "b").subList(0, size), null, size, 0.938, "sha256:ab", null),
                new Published.Single("a", 0.9345),
                gain,
                null,
                pValue,
                8,
                4,
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                0,
                new Published.ReportFile("0123456789abcdef", "sha256:cd", true),
                null,
                null,
                null);
    }
}
