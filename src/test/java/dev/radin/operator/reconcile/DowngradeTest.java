package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.Decisions;
import dev.radin.operator.resource.KubernetesJson;
import dev.radin.protocol.Stage;
import dev.radin.status.Forged;
import dev.radin.status.Notes;
import java.util.List;
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

    /** One resource that it cannot read would keep the operator from every other. */
    @Test
    void fieldsOfTheResourceThatItDoesNotKnowAreNoObstacle() {
        succeed();
        write(decide());
        ObjectNode later = KubernetesJson.SERIALIZATION.convertValue(resource, ObjectNode.class);
        later.put("later", 1);
        for (String place : List.of("/spec", "/spec/budget", "/spec/models/0", "/status", "/status/modelCounts")) {
            assertThat(later.at(place).isObject()).as(place).isTrue();
            ((ObjectNode) later.at(place)).putObject("later").put("field", 1);
        }

        SoupSelection read = KubernetesJson.SERIALIZATION.unmarshal(later.toString(), SoupSelection.class);

        assertThat(Decisions.of(read, jobs).launch().orElseThrow().task().stage())
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
