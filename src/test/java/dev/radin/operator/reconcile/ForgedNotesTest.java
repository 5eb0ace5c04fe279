package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.protocol.Stage;
import dev.radin.status.Forged;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may edit a status may write its notes: what is run follows from the spec all the same. */
class ForgedNotesTest extends DecidedSelection {

    /** Notes with numbers that no work on this spec can come to are as good as none: it begins anew. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "inspected":\\{"models":4           | "inspected":{"models":4000
            "excluded":0,"passes":4             | "excluded":0,"passes":4000
            "excluded":0,"passes":4             | "excluded":0,"passes":-4
            "excluded":0,"passes":4             | "excluded":1,"passes":4
            "result":"[0-9a-f]*"                | "result":"../../../../other"
            "result":"[0-9a-f]*"                | "result":"i"
            "cost":\\{"passes":0                | "cost":{"passes":1000000
            "gpuSeconds":0.0                    | "gpuSeconds":1e300
            "round":0                           | "round":-1
            "round":0                           | "round":1000000
            "start":"2                          | "start":"+1002
            "job":"                             | "job":"../
            "uid":"                             | "uid":"x
            resume/1                            | resume/2
            """)
    void whatCannotBeIsForgotten(String regex, String replacement) {
        succeed();
        write(decide());
        jobs.clear();
        assertThat(next()).isEqualTo(Stage.extract);

        Forged.edit(resource.getStatus(), regex, replacement);

        assertThat(next()).isEqualTo(Stage.inspect);
        write(decide());
        assertThat(resource.getStatus().resumeToken).isNotNull();
    }

    /** The stages before it are still known. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "proposed":2,"added":2              | "proposed":1000,"added":1000
            "added":2,"passes":2                | "added":2,"passes":1000
            "ranked":\\{"strategy":"Auto/Search","models":4 | "ranked":{"strategy":"Auto/Search","models":4000
            """)
    void aRankingOfMoreThanTheSpecAllowsIsForgotten(String regex, String replacement) {
        succeed();
        succeed();
        succeed();
        write(decide());
        jobs.clear();
        assertThat(next()).isEqualTo(Stage.evaluate);

        Forged.edit(resource.getStatus(), regex, replacement);

        assertThat(next()).isEqualTo(Stage.rank);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e30=", "%%%", "eJyrrgUAAXUA+Q==", "null"})
    void whatIsNoTokenIsNone(String token) {
        succeed();
        write(decide());
        jobs.clear();

        resource.getStatus().resumeToken = token;

        assertThat(next()).isEqualTo(Stage.inspect);
    }

    @Test
    void countsAreShownUpToWhatTheSpecAllows() {
        succeed();
        write(decide());
        Forged.edit(resource.getStatus(), "\"usable\":4", "\"usable\":4000");
        Forged.edit(resource.getStatus(), "\"proposed\":0,\"evaluated\":0", "\"proposed\":4000,\"evaluated\":4000");
        Forged.edit(resource.getStatus(), "\"stages\":\\[\\{.*\\}\\],\"earlier\"", "\"stages\":[],\"earlier\"");
        jobs.clear();

        write(decide());

        assertThat(resource.getStatus().modelCounts.usable).isEqualTo(4);
        assertThat(resource.getStatus().evaluations.done).isEqualTo(8);
    }

    @Test
    void whileThereAreJobsTheyMendIt() {
        succeed();
        succeed();
        write(decide());
        String expected = Serialization.asYaml(resource.getStatus());

        Forged.edit(resource.getStatus(), "\"models\":4", "\"models\":3");
        write(decide());

        assertThat(Serialization.asYaml(resource.getStatus())).isEqualTo(expected);
    }

    @Test
    void nothingElseOfAStatusDecidesAnything() {
        succeed();
        write(decide());
        String token = resource.getStatus().resumeToken;
        jobs.clear();

        resource.setStatus(new SoupSelectionStatus());
        resource.getStatus().resumeToken = token;

        assertThat(next()).isEqualTo(Stage.extract);
    }

    private Stage next() {
        return decide().launch().orElseThrow().task().stage();
    }
}
