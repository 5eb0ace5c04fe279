package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.cache.PassClaims;
import dev.radin.cache.WorkerSettings;
import dev.radin.cache.Workspace;
import dev.radin.protocol.Layout;
import dev.radin.protocol.PassKey;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Stage;
import dev.radin.tensor.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes are what users pay for: none is made twice, and none is lost. */
class ResumeTest {

    @TempDir
    Path folder;

    @Test
    void secondRunMakesNoPassAndSaysTheSame() {
        Quickstart quickstart = small("out");
        Quickstart.Run first = quickstart.run();

        Quickstart.Run second = quickstart.run();

        assertThat(first.passesMade()).isEqualTo(5 + 3);
        assertThat(second.passesMade()).isZero();
        assertThat(second.report().choice()).isEqualTo(first.report().choice());
        assertThat(second.report().cost().reused()).isEqualTo(5 + 3);
    }

    @Test
    void oneMoreModelIsOneMoreExtraction() {
        Quickstart quickstart = small("out");
        quickstart.run();
        quickstart.models =
                Quickstart.modelsIn(Quickstart.FOLDER.resolve("models")).subList(3, 9);

        Quickstart.Run again = quickstart.run();

        assertThat(passes(again, Stage.extract)).isEqualTo(1);
    }

    @Test
    void raisedBudgetEvaluatesOnlyTheRest() {
        Quickstart quickstart = small("out");
        quickstart.run();
        quickstart.budget = 5;

        Quickstart.Run again = quickstart.run();

        assertThat(again.passesMade()).isEqualTo(2);
        assertThat(again.report().evaluations()).hasSize(5);
    }

    /** Each finds the passes that it asks for, and soups of the other are none that it chooses among. */
    @ParameterizedTest
    @EnumSource(
            value = StrategyChoice.Type.class,
            names = {"Auto", "Greedy"})
    void passesOfAnotherSelectionChangeNothing(StrategyChoice.Type type) {
        Quickstart alone = small("alone");
        alone.strategy = Quickstart.strategy(type);
        Report expected = alone.run().report();
        Quickstart other = small("shared");
        other.budget = 20;
        Report searched = other.run().report();
        Quickstart after = small("shared");
        after.strategy = Quickstart.strategy(type);

        Quickstart.Run run = after.run();

        assertThat(searched.evaluations()).hasSizeGreaterThan(10);
        assertThat(run.passesMade()).isLessThan(alone.budget);
        assertThat(run.report().evaluations()).isEqualTo(expected.evaluations());
        assertThat(run.report().choice())
                .usingRecursiveComparison()
                .ignoringFields("uri")
                .isEqualTo(expected.choice());
    }

    @Test
    void namesAndPlacesCostNothing() {
        Quickstart quickstart = small("out");
        quickstart.run();
        Quickstart moved = small("elsewhere");
        moved.cache = quickstart.cache;
        moved.models = quickstart.models.stream()
                .map(m -> new Selection.Model("renamed-" + m.name(), m.uri(), null, null))
                .toList();

        assertThat(moved.run().passesMade()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = StrategyChoice.Type.class,
            names = {"Auto", "Search", "Radin", "Greedy"})
    void orderOfTheModelsChangesNoByteOfTheRankingNorOfTheSoup(StrategyChoice.Type strategy) throws IOException {
        Quickstart one = small("one");
        one.strategy = Quickstart.strategy(strategy);
        Quickstart other = small("other");
        other.strategy = one.strategy;
        other.models = new ArrayList<>(one.models);
        Collections.shuffle(other.models, new Random(7));

        one.run();
        other.run();

        assertThat(contents(other, "ranking.json"))
                .isEqualTo(contents(one, "ranking.json"))
                .isNotEmpty();
        assertThat(contents(other, "model.safetensors"))
                .isEqualTo(contents(one, "model.safetensors"))
                .hasSize(1);
        assertThat(contents(other, "soup.json")).isEqualTo(contents(one, "soup.json"));
    }

    /** Kills the run after each pass in turn, and again while it resumes. */
    @Test
    void killedAfterAnyPassItEndsAsAnUndisturbedRunWithTheSameNumberOfPasses() {
        Quickstart undisturbed = small("undisturbed");
        undisturbed.test = test();
        Quickstart.Run expected = undisturbed.run();
        int total = expected.passesMade();

        for (int killed = 1; killed <= total; killed++) {
            Quickstart quickstart = small("killed-" + killed);
            quickstart.test = test();
            int after = killed;
            assertThatThrownBy(() -> quickstart.run(display -> new KilledAfter(after)))
                    .isInstanceOf(Killed.class);

            Quickstart.Run resumed = quickstart.run();

            assertThat(killed + resumed.passesMade())
                    .as("killed after %s", killed)
                    .isEqualTo(total);
            assertThat(resumed.report().evaluations())
                    .isEqualTo(expected.report().evaluations());
            assertThat(resumed.report().test()).isEqualTo(expected.report().test());
            assertThat(resumed.report().choice().models())
                    .isEqualTo(expected.report().choice().models());
        }
    }

    @Test
    void runsAtTheSameTimeOnOneOutputAgree() throws IOException {
        List<Report> reports = RunsTogether.of(small("shared"), small("shared"), small("shared")).stream()
                .map(Quickstart.Run::report)
                .toList();

        assertThat(reports)
                .extracting(Report::choice)
                .containsOnly(reports.get(0).choice());
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(n -> n.startsWith(".radin-"));
        }
    }

    /** As when a folder of resources is applied: what both need is made by one of them. */
    @ParameterizedTest
    @EnumSource(
            value = StrategyChoice.Type.class,
            names = {"Auto", "Greedy"})
    void selectionsThatStartTogetherMakeEachPassOnce(StrategyChoice.Type type) {
        int expected = onTwoDatasets("alone", StrategyChoice.Type.Auto).run().passesMade()
                + onTwoDatasets("alone", type).run().passesMade();
        Quickstart one = onTwoDatasets("one", StrategyChoice.Type.Auto);
        Quickstart other = onTwoDatasets("other", type);
        other.cache = one.cache;

        List<Quickstart.Run> runs = RunsTogether.of(one, other);

        assertThat(runs.get(0).passesMade() + runs.get(1).passesMade()).isEqualTo(expected);
        assertThat(Path.of(URI.create(one.cache + "/claims"))).isEmptyDirectory();
    }

    private Quickstart onTwoDatasets(String output, StrategyChoice.Type type) {
        Quickstart quickstart = small(output);
        quickstart.strategy = Quickstart.strategy(type);
        quickstart.validation = List.of(quickstart.validation.get(0), test().get(0));
        return quickstart;
    }

    @Test
    void whoeverWaitsForAnotherSaysSoAndTakesWhatThatOneLeaves() throws IOException {
        Quickstart quickstart = small("out");
        int passes = quickstart.run().passesMade();
        Path pass;
        try (Stream<Path> files = Files.list(Path.of(URI.create(quickstart.cache + "/passes")))) {
            pass = files.min(Comparator.naturalOrder()).orElseThrow();
        }
        Files.delete(pass);
        WorkerSettings settings = new WorkerSettings("cpu", 1, quickstart.output, Limits.DEFAULT);
        Workspace other = new Workspace(quickstart.selection(), settings, quickstart.store);
        List<String> said = new ArrayList<>();
        try (PassClaims claims = other.passes().claims()) {
            PassKey key = new PassKey(pass.getFileName().toString().replace(Layout.PASS_SUFFIX, ""));
            assertThat(claims.ask(key)).isEqualTo(PassClaims.Answer.OURS);

            Quickstart.Run run = quickstart.run(display -> new SilentDisplay() {
                @Override
                public void passesAwaited(int passes, String by) {
                    said.add(passes + " of " + by);
                    claims.release(key);
                }
            });

            assertThat(run.passesMade()).isEqualTo(1);
            assertThat(run.report().cost().reused()).isEqualTo(passes - 1);
        }
        assertThat(said).singleElement().asString().startsWith("1 of default/quickstart on ");
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class KilledAfter extends SilentDisplay {
        private int left;

        KilledAfter(int passes) {
            left = passes;
        }

        @Override
        public void passMade() {
            if (--left == 0) {
                throw new Killed();
            }
        }
    }

    private Quickstart small(String output) {
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        quickstart.models = quickstart.models.subList(3, 8);
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);
        return quickstart;
    }

    private static List<Selection.Dataset> test() {
        return List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));
    }

    private static int passes(Quickstart.Run run, Stage stage) {
        return run.outcome().stages().stream()
                .filter(s -> s.result().task().stage() == stage)
                .mapToInt(s -> s.result().receipt().cost().passes())
                .sum();
    }

    private static List<String> contents(Quickstart quickstart, String name) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(quickstart.output)) {
            for (Path file : files.filter(f -> f.endsWith(name)).sorted().toList()) {
                contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
