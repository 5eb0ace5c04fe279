package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.Decisions;
import dev.radin.operator.Recorded;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.resource.KubernetesJson;
import dev.radin.status.StatusWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Selections as earlier versions left them, at every stage, in the hands of this one: nothing that has ended is done again,
 * nothing that runs is replaced, and what has a result keeps it. With each release the present version's are recorded:
 * {@code mvn test -Dupgrade.record=<version> -Dtest=UpgradeTest}; records of earlier releases stay as they are.
 */
class UpgradeTest {

    private static final Instant LATER = Instant.parse("2026-12-24T10:00:00Z");

    static Stream<Arguments> recorded() {
        String version = System.getProperty("upgrade.record");
        if (version != null) {
            Arrays.stream(RecordedStage.values()).forEach(s -> s.record().write(version, s.title()));
        }
        return Recorded.versions().stream()
                .flatMap(v -> Recorded.names(v).stream().map(name -> Arguments.of(v, name)));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void goesOnFromWhereItStood(String version, String name) {
        Recorded recorded = Recorded.read(version, name);
        SoupSelection resource = recorded.resource();
        List<ObservedJob> jobs = recorded.observed();
        int ended = (int) jobs.stream().filter(ObservedJob::isFinished).count();

        Decision decision = Decisions.of(resource, jobs);

        assertThat(decision.unwanted()).as("Jobs that are replaced").isEmpty();
        assertThat(decision.launch().map(launch -> launch.task().title()))
                .as("what is run")
                .isEqualTo(next(name));
        assertThat(decision.done().stages()).as("stages that are known").hasSizeGreaterThanOrEqualTo(ended);
    }

    /** What was running runs on; only where a stage had ended unseen is there something to do. */
    private static Optional<String> next(String name) {
        return switch (name) {
            case "inspected" -> Optional.of("extract");
            case "ranked" -> Optional.of("evaluate 1");
            default -> Optional.empty();
        };
    }

    /** Messages may be worded anew and something may be added; the rest is what it was. */
    @ParameterizedTest
    @MethodSource("recorded")
    void whatHasEndedSaysTheSame(String version, String name) {
        Recorded recorded = Recorded.read(version, name);
        if (recorded.resource().getStatus().completionTime == null) {
            return;
        }
        JsonNode before = withoutWords(recorded.resource().getStatus());

        SoupSelectionStatus status = write(recorded);

        JsonNode after = withoutWords(status);
        before.properties()
                .forEach(field ->
                        assertThat(after.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
    }

    private static SoupSelectionStatus write(Recorded recorded) {
        SoupSelection resource = recorded.resource();
        Decision decision = Decisions.of(resource, recorded.observed());
        return new StatusWriter(resource, Selections.of(resource)).write(decision.state(), decision.done(), "", LATER);
    }

    private static JsonNode withoutWords(SoupSelectionStatus status) {
        ObjectNode tree = KubernetesJson.SERIALIZATION.convertValue(status, ObjectNode.class);
        tree.remove("resumeToken");
        tree.path("conditions").forEach(condition -> ((ObjectNode) condition).remove("message"));
        return tree;
    }
}
