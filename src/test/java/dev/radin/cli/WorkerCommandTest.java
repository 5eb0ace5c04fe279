package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.cli.Cli.Result;
import dev.radin.fault.Reason;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Json;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.TerminationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages as Jobs run them: each its own command, with nothing but files between them. */
class WorkerCommandTest {

    private static final int KUBERNETES_LIMIT = 4096;

    @TempDir
    Path folder;

    private SmallPool pool;
    private Path selection;

    @BeforeEach
    void makePool() {
        pool = SmallPool.in(folder.resolve("pool"));
        selection = folder.resolve("selection.json");
    }

    @Test
    void stagesOneByOneEndAsARunDoes() throws IOException {
        Files.copy(Path.of("examples/quickstart/test.safetensors"), pool.folder.resolve("test.safetensors"));
        pool.datasets(
                "{name: val, role: Validation, uri: val.safetensors}",
                "{name: test, role: Test, uri: test.safetensors}");
        writeSelection();

        Receipt inspected = stage("inspect");
        Receipt first = stage("extract", "--inspection", inspected.result(), "--items-per-share", 3, "--share", 0);
        Receipt second = stage("extract", "--inspection", inspected.result(), "--items-per-share", 3, "--share", 1);
        Receipt none = stage("extract", "--inspection", inspected.result(), "--items-per-share", 3, "--share", 2);
        Receipt ranked = stage("rank", "--inspection", inspected.result(), "--round", 1);
        Receipt evaluated =
                stage("evaluate", "--inspection", inspected.result(), "--ranking", ranked.result(), "--round", 1);
        Receipt published = stage(
                "publish", "--inspection", inspected.result(), "--ranking", ranked.result(), "--cost-so-far", "6,0,0");

        assertThat(List.of(
                        first.cost().passes(),
                        second.cost().passes(),
                        none.cost().passes()))
                .containsExactly(3, 1, 0);
        assertThat(ranked.ranked().proposed()).isEqualTo(2);
        assertThat(evaluated.cost().passes()).isEqualTo(2);
        Report report = report(published);
        assertThat(report.cost().passes()).isEqualTo(6 + published.cost().passes());

        Result run = Cli.radin("run", "-f", pool.file(), "-o", "yaml");

        assertThat(run.out())
                .contains("passes: 0")
                .contains("/soups/" + published.published().best().soup() + "/");
    }

    @Test
    void receiptsOfManyModelsWithLongNamesAndFaultsFitATerminationMessage() throws IOException {
        pool.crowd();
        pool.budget(9);
        writeSelection();

        Receipt inspected = stage("inspect");
        Receipt extracted = stage("extract", "--inspection", inspected.result());
        Receipt ranked = stage("rank", "--inspection", inspected.result(), "--round", 1);
        stage("evaluate", "--inspection", inspected.result(), "--ranking", ranked.result(), "--round", 1);
        Receipt published = stage("publish", "--inspection", inspected.result(), "--ranking", ranked.result());

        assertThat(inspected.inspected().models()).isEqualTo(256 - 60);
        assertThat(inspected.inspected().excluded()).isEqualTo(60);
        assertThat(extracted.excluded()).isNotEmpty();
        assertThat(extracted.cost().passes())
                .as("copies of a checkpoint are one pass")
                .isEqualTo(4 + 60);
        assertThat(published.published().models()).isEqualTo(4);
        assertThat(published.published().excludedCount()).isEqualTo(120);
        assertThat(report(published).excluded()).hasSize(120);
    }

    @Test
    void aFailedStageLeavesAReceiptThatSaysWhyAndEndsWithItsExitCode() throws IOException {
        pool.delete("m2.safetensors");
        writeSelection();
        Path receipt = folder.resolve("receipt");

        Result result = Cli.radin("worker", "--stage", "inspect", "--selection", selection, "--receipt", receipt);

        Receipt left = Json.read(Files.readAllBytes(receipt), Receipt.class, "receipt");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(left.failure().reason()).isEqualTo(Reason.InputNotFound);
        assertThat(left.failure().message()).contains(pool.uri("m2.safetensors"));
    }

    @Test
    void whatKeepsAStageFromBeginningIsInTheReceiptToo() throws IOException {
        Path receipt = folder.resolve("receipt");
        Files.writeString(selection, "{}");

        Result result = Cli.radin("worker", "--stage", "inspect", "--selection", selection, "--receipt", receipt);

        Receipt left = Json.read(Files.readAllBytes(receipt), Receipt.class, "receipt");
        assertThat(left.failure().reason()).isEqualTo(Reason.InvalidSpec);
        assertThat(result.err())
                .isEqualTo("radin: InvalidSpec: " + left.failure().message() + "\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aStageThatComesTooEarlySaysWhatItLacks() throws IOException {
        writeSelection();

        Result unasked = Cli.radin("worker", "--stage", "evaluate", "--selection", selection, "--inspection", "i");
        Result absent = Cli.radin("worker", "--stage", "rank", "--selection", selection, "--inspection", "0123");

        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).isEqualTo("radin: InvalidSpec: --stage evaluate needs --ranking\n");
        assertThat(absent.exitCode()).isEqualTo(3);
        assertThat(absent.err()).contains("radin: InputNotFound: ").contains("inspect-0123/inspection.json");
    }

    /** The names of both come from a status, which others may write. */
    @Test
    void whatWasFoundForAnotherSpecOfThisSelectionIsRefused() throws IOException {
        writeSelection();
        String inspection = stage("inspect").result();
        stage("extract", "--inspection", inspection, "--items-per-share", "9");
        String ranking =
                stage("rank", "--inspection", inspection, "--round", "1").result();
        pool.budget(1);
        writeSelection();

        Result inspected =
                Cli.radin("worker", "--stage", "extract", "--selection", selection, "--inspection", inspection);
        String again = stage("inspect").result();
        Result ranked = Cli.radin(
                "worker", "--stage", "evaluate", "--selection", selection, "--inspection", again, "--ranking", ranking);

        assertThat(List.of(inspected, ranked)).allMatch(r -> r.exitCode() == 3);
        assertThat(inspected.err()).contains("inspection.json: was made for another selection; set spec.rerunNonce");
        assertThat(ranked.err()).contains("ranking.json: was made for another selection; set spec.rerunNonce");
        assertThat(again).isNotEqualTo(inspection);
    }

    @Test
    void aSelectionThatIsNotTheOneMeantIsRefused() throws IOException {
        writeSelection();
        String digest = Hash.sha256(Files.readAllBytes(selection));
        Result right =
                Cli.radin("worker", "--stage", "inspect", "--selection", selection, "--selection-digest", digest);
        Files.writeString(selection, "\n", StandardOpenOption.APPEND);

        Result wrong =
                Cli.radin("worker", "--stage", "inspect", "--selection", selection, "--selection-digest", digest);
        Files.writeString(selection, "{\"schema\": \"selection/1\", \"name\": \"half\"}");
        Result half = Cli.radin("worker", "--stage", "inspect", "--selection", selection);
        Files.writeString(selection, "{\"schema\": \"selection/2\"}");
        Result newer = Cli.radin("worker", "--stage", "inspect", "--selection", selection);
        Result missing = Cli.radin("worker", "--stage", "inspect", "--selection", folder.resolve("none"));

        assertThat(right.exitCode()).isZero();
        assertThat(List.of(wrong, half, newer, missing)).allMatch(r -> r.exitCode() == 2);
        assertThat(wrong.err()).contains("is not the selection this worker was started for");
        assertThat(half.err()).contains(selection + ": is not the JSON that radin writes");
        assertThat(newer.err()).contains("has schema \"selection/2\" and this version reads \"selection/1\" only");
        assertThat(missing.err()).contains(": no such file");
    }

    @Test
    void numbersThatMeanNothingAreRefused() throws IOException {
        writeSelection();

        for (String option : List.of("--share", "--round")) {
            Result result = Cli.radin("worker", "--stage", "inspect", "--selection", selection, option, "-1");

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).isEqualTo("radin: InvalidSpec: " + option + ": is -1 and has to be 0 or more\n");
        }
    }

    private Receipt stage(String stage, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("worker", "--stage", stage, "--selection", selection));
        arguments.addAll(List.of(more));

        Result result = Cli.radin(arguments.toArray());

        assertThat(result.exitCode()).as(result.err()).isZero();
        Receipt receipt = Json.read(result.out().strip().getBytes(StandardCharsets.UTF_8), Receipt.class, stage);
        assertThat(TerminationMessage.of(receipt).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(KUBERNETES_LIMIT);
        return receipt;
    }

    private Report report(Receipt published) throws IOException {
        Selection selected = Json.read(Files.readAllBytes(selection), Selection.class, "selection");
        Path file = Path.of(new Layout(selected)
                .stage(Stage.publish, published.published().report().folder(), "report.json")
                .plainPath());
        return Json.read(Files.readAllBytes(file), Report.class, file.toString());
    }

    private void writeSelection() throws IOException {
        Files.write(
                selection, Json.write(Selections.of(new ResourceFile(pool.file().toString(), null, null).read())));
    }
}
