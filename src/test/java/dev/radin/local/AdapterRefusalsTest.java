package dev.radin.local;

import static dev.radin.local.AdapterPool.BASE;
import static dev.radin.local.AdapterPool.MERGED;
import static dev.radin.local.AdapterPool.edited;
import static dev.radin.local.AdapterPool.listed;
import static dev.radin.local.AdapterPool.quickstart;
import static dev.radin.local.AdapterPool.wholeModel;
import static dev.radin.local.AdapterPool.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.SoupForm;
import dev.radin.protocol.Selection.StrategyChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selections of adapters that cannot be made, or not with all of them: what is said, and what to do. */
class AdapterRefusalsTest {

    @TempDir
    Path folder;

    @Test
    void adaptersNeedABase() {
        Quickstart quickstart = quickstart(folder.resolve("out"));
        quickstart.base = null;

        assertThat(quickstart.run().failure().message()).contains("name it in spec.base");
    }

    @Test
    void adaptersAndWholeCheckpointsAreNotMixed() {
        Quickstart quickstart = quickstart(folder.resolve("out"));
        quickstart.models = Stream.concat(quickstart.models.stream(), Stream.of(wholeModel()))
                .toList();

        assertThat(quickstart.run().failure().reason()).isEqualTo(Reason.IncompatibleModels);
        assertThat(quickstart.run().failure().message())
                .contains("r2 is a LoRA adapter, and " + wholeModel().name() + " is not");
    }

    @Test
    void aRankThatNothingHasIsRefused() {
        Quickstart quickstart = quickstart(folder.resolve("out"));
        quickstart.soupForm = new SoupForm(null, 41);

        assertThat(quickstart.run().failure().message())
                .isEqualTo(
                        "spec.output.soup.adapter.rank: is 41, and the sum of all adapters has no more than 40; leave it"
                                + " out to keep the exact sum");
    }

    @Test
    void wholeCheckpointsGiveNoAdapter() {
        Quickstart quickstart = new Quickstart(folder.resolve("out"));
        quickstart.soupForm = new SoupForm(null, 4);

        assertThat(quickstart.run().failure().message())
                .startsWith("spec.output.soup: adapter.rank is for models that are LoRA adapters");
    }

    @Test
    void wholeCheckpointsHaveABaseWithStrategyAutoOnly() {
        Quickstart quickstart = new Quickstart(folder.resolve("out"));
        quickstart.base = new Selection.Base(Quickstart.uri(BASE), null, null);
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);

        assertThat(quickstart.run().failure().message()).startsWith("spec.base: is what adapters are added to");
    }

    @Test
    void anAdapterOfAnotherBaseIsLeftOutByName() throws IOException {
        Quickstart quickstart = listed(folder.resolve("out"), List.of("r4", "r8"));
        quickstart.models = with(
                quickstart.models,
                "r2",
                edited(folder.resolve("copies"), "r2", config -> config.put("base_model_name_or_path", "another")));

        Report report = quickstart.run().report();

        assertThat(report.excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.model()).isEqualTo("r2");
            assertThat(excluded.reason()).isEqualTo(Reason.MismatchedModel);
            assertThat(excluded.message()).contains("is an adapter of \"another\"");
        });
    }

    @Test
    void aDoraIsLeftOutByName() throws IOException {
        Quickstart quickstart = listed(folder.resolve("out"), List.of("r4", "r8"));
        quickstart.models = with(
                quickstart.models,
                "r2",
                edited(folder.resolve("copies"), "r2", config -> config.put("use_dora", true)));

        assertThat(quickstart.run().report().excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.model()).isEqualTo("r2");
            assertThat(excluded.message()).contains("DoRA");
        });
    }

    @Test
    void aBaseThatLacksWhatAdaptersChangeIsNamed() {
        Quickstart quickstart = listed(folder.resolve("out"), List.of("r4", "r8"));
        quickstart.base = new Selection.Base(
                Quickstart.uri(
                        Path.of("src/test/resources/batchnorm/m0.safetensors").toAbsolutePath()),
                null,
                null);

        assertThat(quickstart.run().failure().message())
                .contains("m0.safetensors: has no tensor body.weight, which the adapters change");
    }

    /** Merged, as it is run, the embedding changes the head too; under peft it does not. */
    @Test
    void adaptersThatChangeATiedEmbeddingGiveNoAdapter() throws IOException {
        Path whole = Path.of("src/test/resources/adapters/whole").toAbsolutePath();
        Path base = Files.createDirectories(folder.resolve("base"));
        Files.copy(whole.resolve("base.safetensors"), base.resolve("model.safetensors"));
        Path config = base.resolve("config.json");
        String tied = "{\"model_type\": \"tiny\", \"architectures\": [\"TinyForCausalLM\"], \"vocab_size\": 12}";
        Files.writeString(config, tied);
        Quickstart quickstart = quickstart(folder.resolve("out"));
        quickstart.evaluator = new Evaluator(null, LetterProgram.command(), "1", Evaluator.Mode.Serve, 60);
        quickstart.models = Stream.of("a", "b")
                .map(name -> new Selection.Model(name, Quickstart.uri(whole.resolve(name)), null, null))
                .toList();
        quickstart.base = new Selection.Base(Quickstart.uri(base), null, null);

        assertThat(quickstart.run().failure().message())
                .isEqualTo(
                        "spec.output.soup: type Adapter, the default, is not for adapters that change words.weight, as a"
                                + " does: the base's head is tied to it, so that merged weights, as they are run, change both, and peft"
                                + " changes the embedding alone; ask for type Merged");
        quickstart.soupForm = MERGED;
        assertThat(quickstart.dryRun().models()).isEqualTo(2);
        quickstart.soupForm = null;
        for (String untied : List.of(
                tied.replace("12", "13"),
                tied.replace("CausalLM", "SequenceClassification"),
                tied.replace("}", ", \"tie_word_embeddings\": false}"))) {
            Files.writeString(config, untied);
            assertThat(quickstart.dryRun().models()).as(untied).isEqualTo(2);
        }
    }

    @Test
    void aBaseThatIsNotThereEndsTheRun() {
        Quickstart quickstart = quickstart(folder.resolve("out"));
        quickstart.base = new Selection.Base(Quickstart.uri(folder.resolve("start.safetensors")), null, null);

        assertThat(quickstart.run().failure().reason()).isEqualTo(Reason.InputNotFound);
    }
}
