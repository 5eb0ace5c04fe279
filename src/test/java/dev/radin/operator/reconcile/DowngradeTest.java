package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.operator.Decisions;
import dev.radin.protocol.Stage;
import dev.radin.status.Forged;
import dev.radin.status.Notes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A selection that a later version has worked on, in the hands of this one. */
class DowngradeTest extends DecidedSelection {

    /** Its hashes are not known here, and an end must not be taken for nothing done. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            resume/1    | resume/2
            resume/1    | resume/10
            "work":"1-  | "work":"2-
            """)
    void anEndIsLeftAsItIs(String regex, String replacement) {
        finish();
        assertThat(Notes.haveEndedInLaterVersion(resource)).isFalse();

        Forged.edit(resource.getStatus(), regex, replacement);

        assertThat(Notes.haveEndedInLaterVersion(resource)).isTrue();
        resource.getMetadata().setGeneration(2L);
        assertThat(Notes.haveEndedInLaterVersion(resource)).as("after an edit").isFalse();
    }

    @Test
    void anEndThatIsOfAnotherResourceOrOfThisVersionIsNoneOfThose() {
        finish();
        Forged.edit(resource.getStatus(), "resume/1", "resume/2");
        resource.getMetadata().setUid("another");

        assertThat(Notes.haveEndedInLaterVersion(resource)).isFalse();
    }

    /** Passes are found in the cache again. */
    @Test
    void whatIsUnderWayBeginsAnew() {
        succeed();
        write(decide());
        jobs.clear();
        Forged.edit(resource.getStatus(), "\"work\":\"1-", "\"work\":\"2-");

        assertThat(Notes.haveEndedInLaterVersion(resource)).isFalse();
        assertThat(Decisions.of(resource, jobs).launch().orElseThrow().task().stage())
                .isEqualTo(Stage.inspect);
    }

    @Test
    void fieldsThatItDoesNotKnowAreNoObstacle() {
        succeed();
        write(decide());
        jobs.clear();
        Forged.edit(resource.getStatus(), "\"uid\":", "\"later\":{\"field\":1},\"uid\":");

        assertThat(Decisions.of(resource, jobs).launch().orElseThrow().task().stage())
                .isEqualTo(Stage.extract);
    }

    private void finish() {
        while (decide().launch().isPresent()) {
            succeed();
        }
        write(decide());
        jobs.clear();
    }
}
