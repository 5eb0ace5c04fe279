package dev.radin.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.fault.Reason;
import dev.radin.operator.Configs;
import dev.radin.operator.Decisions;
import dev.radin.operator.Resources;
import dev.radin.operator.reconcile.Decider;
import dev.radin.operator.reconcile.Decision;
import dev.radin.operator.resource.JobTask;
import dev.radin.operator.resource.StageJob;
import dev.radin.protocol.SelectionDocument;
import dev.radin.status.ConditionQueries;
import dev.radin.status.SelectionState;
import dev.radin.status.StatusWriter;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that a selection owns and whose labels somebody changed. */
class UnreadableJobTest {

    private final SoupSelection resource = Resources.selection("vit");
    private final SelectionDocument document = new SelectionDocument(Selections.of(resource));
    private final Decision.Launch launch =
            Decisions.of(resource, List.of()).launch().orElseThrow();
    private final Job job = new StageJob(resource, document, Configs.CONFIG).desired(launch.name(), launch.task());

    @Test
    void whatTheOperatorWritesItReads() {
        JobTask task = JobTask.read(job);

        assertThat(task.isOf(launch.task())).isTrue();
        assertThat(task.itemsPerShare()).isEqualTo(launch.task().itemsPerShare());
        assertThat(task.selectionDigest()).isEqualTo(document.digest());
    }

    @ParameterizedTest
    @CsvSource({
        "radin.dev/stage,",
        "radin.dev/stage,dance",
        "radin.dev/stage,Inspect",
        "radin.dev/work,",
        "radin.dev/work,mine",
        "radin.dev/round,-1",
        "radin.dev/round,first",
        "radin.dev/items-per-share,0",
        "radin.dev/items-per-share,99999999999",
        "radin.dev/attempt,",
        "radin.dev/selection-digest,abc"
    })
    void anotherValueIsNamed(String key, String value) {
        Map<String, String> values = job.getMetadata().getLabels().containsKey(key)
                ? job.getMetadata().getLabels()
                : job.getMetadata().getAnnotations();
        values.put(key, value);

        assertThatThrownBy(() -> JobTask.read(job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value == null ? "missing" : value);
    }

    @Test
    void noLabelsAtAllAreNamed() {
        job.getMetadata().setLabels(null);
        job.getMetadata().setAnnotations(null);

        assertThatThrownBy(() -> JobTask.read(job)).hasMessageContaining("radin.dev/stage is missing");
    }

    @Test
    void inTheWayOfAStageItStopsTheSelectionWithWhatToDo() {
        Decision decision = decide(new UnreadableJob(launch.name(), "its label radin.dev/stage is missing"));

        assertThat(decision.launch()).isEmpty();
        assertThat(decision.state()).isInstanceOfSatisfying(SelectionState.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.NameConflict);
            assertThat(refused.message()).contains(launch.name(), "radin.dev/stage is missing", "delete it");
        });
    }

    @Test
    void elsewhereItIsIgnoredAndReported() {
        UnreadableJob other = new UnreadableJob("somebodys", "its label radin.dev/stage is \"dance\"");

        Decision decision = decide(other);
        resource.setStatus(new StatusWriter(resource, document.selection())
                .write(decision.state(), decision.done(), other.message(), Instant.EPOCH));

        assertThat(decision.launch()).contains(launch);
        assertThat(ConditionQueries.condition(resource.getStatus(), "JobsIgnored"))
                .hasValueSatisfying(c -> assertThat(c.getMessage()).contains("somebodys", "\"dance\"", "delete it"));
        assertThat(ConditionQueries.ready(resource.getStatus()).getReason()).isEqualTo("Inspecting");
    }

    private Decision decide(UnreadableJob unreadable) {
        return Decider.decide(SpecValidator.validate(resource), new Observation(List.of(), List.of(unreadable)));
    }
}
