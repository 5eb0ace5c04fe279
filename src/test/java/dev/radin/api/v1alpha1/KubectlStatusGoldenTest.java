package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Golden;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.fault.Reason;
import dev.radin.operator.Resources;
import dev.radin.plan.StageResult;
import dev.radin.plan.Step;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.soup.strategy.KeptOut;
import dev.radin.status.EndedStage;
import dev.radin.status.SelectionState;
import dev.radin.status.StatusWriter;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A status in each of its states as kubectl shows it, and whether kubectl waits on. */
@NeedsKubernetes
class KubectlStatusGoldenTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final StageTask EXTRACT =
            new StageTask(Stage.extract, 0, AskedHash.kept("0123456789abcdef"), 4, 2, null, null, Cost.NONE);

    private static ControlPlane cluster;
    private static String namespace;

    @BeforeAll
    static void makeOneOfEachState() {
        cluster = ApiServer.shared().cluster();
        namespace = cluster.createNamespace("states");
        create("a-new");
        List<EndedStage> begun = List.of(inspected());
        write("b-running", new SelectionState.Running(EXTRACT, 2, null), begun);
        write("c-suspended", new SelectionState.Suspended(), List.of());
        write("d-invalid", new SelectionState.Refused(Reason.InvalidSpec, "spec.models[1].name: …"), List.of());
        EndedStage failed = ended(
                Stage.extract,
                0,
                Receipt.failed(Stage.extract, Reason.StorageFailed, "file:///out/cache: no space left"));
        write(
                "e-failed",
                new SelectionState.Ended(
                        new Step.Failed(EXTRACT, failed.result().receipt().failure())),
                List.of(inspected(), failed));
        finish("f-soup", published("a", "c"));
        finish("g-single", published("a"));
        finish("h-edited", published("a", "c"));
        selection("h-edited").edit(resource -> {
            resource.getSpec().budget = BudgetSpec.of(9);
            return resource;
        });
    }

    @Test
    void columns() {
        Golden.check("kubectl-get.txt", table());
        Golden.check("kubectl-get-wide.txt", table("-o", "wide"));
    }

    @Test
    void describe() {
        String told =
                cluster.kubectl("-n", namespace, "describe", "soup", "f-soup").orFail();

        Golden.check(
                "kubectl-describe.txt",
                told.substring(told.indexOf("\nStatus:") + 1)
                        .replace(namespace, "<namespace>")
                        .replaceAll("(?m)^( *Resume Token:) +.*$", "$1 -"));
    }

    @ParameterizedTest
    @CsvSource({
        "a-new, false, false, false",
        "b-running, false, false, false",
        "c-suspended, false, false, false",
        "d-invalid, false, true, true",
        "e-failed, false, true, true",
        "f-soup, true, false, true",
        "g-single, true, false, true",
        "h-edited, false, false, true"
    })
    void waitingEndsWithTheSelection(String name, boolean succeeded, boolean failed, boolean completed) {
        assertThat(ends(name, "condition=Succeeded")).isEqualTo(succeeded);
        assertThat(ends(name, "condition=Ready")).isEqualTo(succeeded);
        assertThat(ends(name, "condition=Succeeded=False")).isEqualTo(failed);
        assertThat(ends(name, "condition=Stalled")).isEqualTo(failed);
        assertThat(ends(name, "jsonpath={.status.completionTime}")).isEqualTo(completed);
        assertThat(ends(name, "condition=Suspended")).isEqualTo(name.equals("c-suspended"));
    }

    /** Whether {@code kubectl wait} does not wait; it looks once. */
    private static boolean ends(String name, String condition) {
        return cluster.kubectl("-n", namespace, "wait", "--for=" + condition, "soup/" + name, "--timeout=0s")
                        .exitCode()
                == 0;
    }

    /** The table with the ages left out, and columns as wide as that makes them. */
    private static String table(String... more) {
        List<String> command = new ArrayList<>(List.of("-n", namespace, "get", "soup"));
        command.addAll(List.of(more));
        List<String> lines = cluster.kubectl(command.toArray(String[]::new))
                .orFail()
                .replace(namespace, "<namespace>")
                .lines()
                .toList();
        List<MatchResult> columns =
                Pattern.compile("\\S+ *").matcher(lines.get(0)).results().toList();
        List<List<String>> rows = lines.stream()
                .map(line -> columns.stream().map(column -> cell(line, column)).toList())
                .toList();
        List<Integer> widths = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            widths.add(rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElseThrow());
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String cell(String line, MatchResult column) {
        boolean last = column.end() == column.start() + column.group().strip().length();
        int from = Math.min(column.start(), line.length());
        int to = last ? line.length() : Math.min(column.end(), line.length());
        String cell = line.substring(from, to).strip();
        return column.group().strip().equals("AGE") && !cell.equals("AGE") ? "-" : cell;
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            line.append(String.format("%-" + (widths.get(c) + 3) + "s", row.get(c)));
        }
        return line.toString().stripTrailing();
    }

    private static void finish(String name, Published published) {
        Receipt.Ranked ranked = new Receipt.Ranked("Auto/Search", 3, 1, 8, 8, 8, 0, false, "a", 0.930123);
        write(
                name,
                new SelectionState.Ended(new Step.Finished(published)),
                List.of(
                        inspected(),
                        ended(Stage.extract, 0, Receipt.passes(Stage.extract, new Cost(3, 1, 120), List.of())),
                        ended(Stage.rank, 1, Receipt.ranked("00000000000000b1", ranked)),
                        ended(Stage.evaluate, 1, Receipt.passes(Stage.evaluate, new Cost(8, 0, 320), List.of())),
                        ended(Stage.publish, 0, Receipt.published("00000000000000c1", new Cost(3, 0, 90), published))));
    }

    private static EndedStage inspected() {
        return ended(
                Stage.inspect,
                0,
                Receipt.inspected("00000000000000a1", 0, new Receipt.Inspected(3, 1, 3), List.of(excluded())));
    }

    private static ExcludedModel excluded() {
        return new ExcludedModel("d", Reason.CorruptModel, "file:///models/d.safetensors: is cut short; copy it again");
    }

    private static final String SOUP =
            "a soup of 2 of 3 models scores 0.934500, +0.004377 against the best single model, a"
                    + " (0.930123), which is more than chance (p = 0.012); it has the lowest calibrated NLL, 0.204000 against"
                    + " 0.231000, of all that score the highest up to chance";

    private static final String SINGLE =
            "the best single model, a (0.930123), is kept: of all that score the highest up to"
                    + " chance, among 8 soups, it has the lowest calibrated NLL, 0.204000";

    /** @param members a single model, or those of a soup */
    private static Published published(String... members) {
        boolean soup = members.length > 1;
        return new Published(
                "Auto/Search",
                new Published.Choice(
                        "00000000000000d1",
                        List.of(members),
                        soup ? List.of(0.7, 0.3) : null,
                        members.length,
                        soup ? 0.9345 : 0.930123,
                        "sha256:" + "5".repeat(64),
                        soup ? new Published.Adapter(16, 0.0321) : null),
                new Published.Single("a", 0.930123),
                soup ? 0.004377 : 0,
                soup ? List.of(0.0011, 0.0077) : null,
                soup ? 0.0123 : null,
                3,
                8,
                List.of(
                        new Published.Evaluation(List.of("a", "c"), List.of(0.7, 0.3), 2, 0.9351, 0.9345),
                        new Published.Evaluation(List.of("a", "b", "c"), null, 3, 0.9333, 0.9298)),
                List.of(new Published.Test("test", 0.9312, 0.9288, Double.NaN, 0.0024, List.of(-0.0031, 0.0079), 0.41)),
                List.of(excluded()),
                1,
                List.of(new Published.Suspect("b", 812.5, KeptOut.FarInBasin)),
                1,
                new Published.ReportFile("00000000000000c1", "sha256:" + "7".repeat(64), true),
                0.9,
                "Calibrated",
                soup ? SOUP : SINGLE);
    }

    private static EndedStage ended(Stage stage, int round, Receipt receipt) {
        StageTask task = new StageTask(stage, round, AskedHash.kept("0123456789abcdef"), 1, 1, null, null, Cost.NONE);
        String job = "vit-" + stage + (round == 0 ? "" : "-" + round);
        return new EndedStage(
                new StageResult(task, receipt), NOW.plusSeconds(60L * stage.ordinal()), NOW.plusSeconds(300), job);
    }

    private static void create(String name) {
        cluster.client()
                .resource(Resources.manifest(name, namespace, spec -> {}))
                .create();
    }

    private static void write(String name, SelectionState state, List<EndedStage> stages) {
        create(name);
        selection(name).editStatus(resource -> {
            boolean isRead = !(state instanceof SelectionState.Refused);
            resource.setStatus(new StatusWriter(resource, isRead ? Selections.of(resource) : null)
                    .write(state, stages, NOW.plusSeconds(300)));
            return resource;
        });
    }

    private static Resource<SoupSelection> selection(String name) {
        return cluster.client()
                .resources(SoupSelection.class)
                .inNamespace(namespace)
                .withName(name);
    }
}
