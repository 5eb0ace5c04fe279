package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.Decisions;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.protocol.Stage;
import dev.radin.status.Forged;
import dev.radin.status.StatusWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may edit a status may write its notes: what is run follows from the spec all the same. */
class ForgedNotesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final SoupSelection resource = Resources.selection("vit");
    private final List<ObservedJob> jobs = new ArrayList<>();

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
        write();
        jobs.clear();
        assertThat(next()).isEqualTo(Stage.extract);

        Forged.edit(resource.getStatus(), regex, replacement);

        assertThat(next()).isEqualTo(Stage.inspect);
        write();
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
        write();
        jobs.clear();
        assertThat(next()).isEqualTo(Stage.evaluate);

        Forged.edit(resource.getStatus(), regex, replacement);

        assertThat(next()).isEqualTo(Stage.rank);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e30=", "%%%", "eJyrrgUAAXUA+Q==", "null"})
    void whatIsNoTokenIsNone(String token) {
        succeed();
        write();
        jobs.clear();

        resource.getStatus().resumeToken = token;

        assertThat(next()).isEqualTo(Stage.inspect);
    }

    @Test
    void countsAreShownUpToWhatTheSpecAllows() {
        succeed();
        write();
        Forged.edit(resource.getStatus(), "\"usable\":4", "\"usable\":4000");
        Forged.edit(resource.getStatus(), "\"proposed\":0,\"evaluated\":0", "\"proposed\":4000,\"evaluated\":4000");
        Forged.edit(resource.getStatus(), "\"stages\":\\[\\{.*\\}\\],\"earlier\"", "\"stages\":[],\"earlier\"");
        jobs.clear();

        write();

        assertThat(resource.getStatus().modelCounts.usable).isEqualTo(4);
        assertThat(resource.getStatus().evaluations.done).isEqualTo(8);
    }

    @Test
    void whileThereAreJobsTheyMendIt() {
        succeed();
        succeed();
        write();
        String expected = Serialization.asYaml(resource.getStatus());

        Forged.edit(resource.getStatus(), "\"models\":4", "\"models\":3");
        write();

        assertThat(Serialization.asYaml(resource.getStatus())).isEqualTo(expected);
    }

    @Test
    void nothingElseOfAStatusDecidesAnything() {
        succeed();
        write();
        String token = resource.getStatus().resumeToken;
        jobs.clear();

        resource.setStatus(new SoupSelectionStatus());
        resource.getStatus().resumeToken = token;

        assertThat(next()).isEqualTo(Stage.extract);
    }

    private Stage next() {
        return decide().launch().orElseThrow().task().stage();
    }

    private Decision decide() {
        return Decisions.of(resource, jobs);
    }

    private void succeed() {
        Decision.Launch launch = decide().launch().orElseThrow();
        JobMaker job = JobMaker.of(resource, launch);
        for (int share = 0; share < launch.task().shares(); share++) {
            job.share(Receipted.of(launch.task(), 4, 2));
        }
        jobs.add(job.complete().observed());
    }

    private void write() {
        Decision decision = decide();
        resource.setStatus(
                new StatusWriter(resource, Selections.of(resource)).write(decision.state(), decision.done(), "", NOW));
    }
}
