package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cli.Cli.Result;
import dev.radin.tensor.adapter.AdapterFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints as trainers of other projects leave them. */
class CheckpointCasesTest {

    @TempDir
    private Path temporary;

    /** {@code torch.compile} on inner modules puts {@code _orig_mod.} into the middle of the names of half the sweep. */
    @Test
    void compiledInnerModulesFitTheOthers() {
        CaseFiles files = CaseFiles.of("compiled-inner-modules", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
    }

    /** Lightning's .ckpt holds {@code model.*}, and beside it a weighted loss and the state of a metric. */
    @Test
    void whatLiesBesideTheNetworkIsLeftOut() {
        CaseFiles files = CaseFiles.of("loss-weights-beside-the-network", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.report().get("excluded")).isEmpty();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
    }

    /** Folders with {@code pytorch_model.bin.index.json} and two .bin files each. */
    @Test
    void shardsOfPyTorchAreOneModel() {
        CaseFiles files = CaseFiles.of("pytorch-shards", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.report().get("excluded")).isEmpty();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
    }

    /** The same weights in a single file are the same model. */
    @Test
    void foldersOfShardsAreCandidates() throws IOException {
        CaseFiles files = CaseFiles.of("pytorch-shards", temporary);
        Files.move(files.file("m0.safetensors"), files.file("m9"));
        files.replace(
                "soup.yaml", "  models:\n(  - .*\n)+", "  modelsFrom: [{name: sweep, uri: ., include: [\"m?\"]}]\n");

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
        assertThat(result.out() + result.err()).contains("m9 and m0 hold the same weights");
    }

    /** {@code checkpoint-100/model.safetensors} and so on, with the trainer's own files beside each. */
    @Test
    void foldersOfATrainerAreCandidates() {
        CaseFiles files = CaseFiles.of("trainer-checkpoint-folders", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        Map<String, Double> expected = files.expectedScores();
        assertThat(files.scores())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "checkpoint-100", expected.get("m0"),
                        "checkpoint-200", expected.get("m1"),
                        "checkpoint-300", expected.get("m2"),
                        "checkpoint-400", expected.get("m3")));
    }

    /** {@code modelsFrom} the folder that holds the architecture, the dataset, soup.yaml, config.json and README.md too. */
    @Test
    void otherFilesOfAFolderAreNoCandidates() throws IOException {
        CaseFiles files = CaseFiles.of("models-folder-with-other-files", temporary);
        Files.writeString(files.file("train"), "#!/bin/sh\npython train.py\n");
        Files.move(files.file("m3.safetensors"), files.file("m3"));

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.report().get("excluded")).isEmpty();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
    }

    /** Those of PyTorch before 0.4.1 do not count the batches that BatchNorm has seen, which changes no logits. */
    @Test
    void checkpointsOfOldPyTorchDoNotCountBatches() throws IOException {
        CaseFiles files = CaseFiles.of("models-folder-with-other-files", temporary);
        for (String model : List.of("m0", "m1", "m2", "m3")) {
            files.removeTensor(model + ".safetensors", "bn.num_batches_tracked");
        }

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
    }

    /** They are run with the architecture's, so that every soup scores what it scores where all files have the buffer. */
    @ParameterizedTest
    @CsvSource({
        "models-folder-with-other-files, bn.num_batches_tracked, m0",
        "models-folder-with-other-files, bn.num_batches_tracked, m1 m2 m3",
        "minus-infinity-mask-buffer, attn_mask, m0",
        "minus-infinity-mask-buffer, attn_mask, m1 m2",
    })
    void aBufferThatOnlySomeFilesHaveDoesNotSeparateModels(String name, String buffer, String without)
            throws IOException {
        CaseFiles whole = CaseFiles.of(name, temporary.resolve("whole"));
        CaseFiles files = CaseFiles.of(name, temporary.resolve("some"));
        for (String model : without.split(" ")) {
            files.removeTensor(model + ".safetensors", buffer);
        }

        Result expected = whole.run();
        Result result = files.run();

        assertThat(expected.exitCode()).as(expected.err()).isZero();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).isEqualTo(whole.scores()).hasSize(4);
        assertThat(evaluations(files)).isEqualTo(evaluations(whole)).isNotEmpty();
    }

    private static Map<Set<String>, Double> evaluations(CaseFiles files) {
        Map<Set<String>, Double> scores = new HashMap<>();
        for (JsonNode evaluation : files.report().get("evaluations")) {
            Set<String> models = new HashSet<>();
            evaluation.get("models").forEach(model -> models.add(model.asText()));
            scores.put(models, evaluation.get("score").asDouble());
        }
        return scores;
    }

    @Test
    void otherFilesOfAFolderAreNoCandidatesHoweverTheyAreWritten() throws IOException {
        CaseFiles files = CaseFiles.of("models-folder-with-other-files", temporary);
        Path yaml = files.file("soup.yaml");
        String folder = files.folder().toUri() + "../models-folder-with-other-files/./";
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replace("arch.pt", folder + "arch.pt")
                        .replace("val.safetensors", folder + "./val.safetensors"));

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.report().get("excluded")).isEmpty();
    }

    /** timm keeps the weights ({@code state_dict}) and their running average ({@code state_dict_ema}) in one file. */
    @Test
    void theOtherWeightsOfAFileAreNamed() {
        Result result =
                CaseFiles.of("raw-and-ema-weights-in-one-file", temporary).run();

        assertThat(result.out() + result.err()).contains("`state_dict_ema` holds weights too, and stateDictKey (--key");
    }

    @Test
    void theOtherWeightsOfAFileCanBeChosen() throws IOException {
        CaseFiles files = CaseFiles.of("raw-and-ema-weights-in-one-file", temporary);
        files.replace("soup.yaml", "\\.tar\"}", ".tar\", stateDictKey: state_dict_ema}");

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.report().get("excluded")).isEmpty();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
    }

    @Test
    void theOtherWeightsOfAWholeFolderCanBeChosen() throws IOException {
        CaseFiles files = CaseFiles.of("raw-and-ema-weights-in-one-file", temporary);
        files.replace(
                "soup.yaml",
                "  models:\n(  - .*\n)+",
                "  modelsFrom: [{name: sweep, uri: ., include: [\"*.tar\"], stateDictKey: state_dict_ema}]\n");

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores().values())
                .containsExactlyInAnyOrderElementsOf(files.expectedScores().values());
    }

    /** Two models of one file, told apart by what they hold. */
    @Test
    void bothWeightsOfAFileAreTwoModels() throws IOException {
        CaseFiles files = CaseFiles.of("raw-and-ema-weights-in-one-file", temporary);
        files.replace("soup.yaml", "  - \\{name: m[123].*\n", "");
        files.replace(
                "soup.yaml",
                "  - \\{name: m0, (.*)}\n",
                "  - {name: raw, $1}\n  - {name: m0, $1, stateDictKey: state_dict_ema}\n");

        Result first = files.run();
        Result again = files.run();

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(files.scores().get("m0")).isEqualTo(files.expectedScores().get("m0"));
        assertThat(files.scores().get("raw")).isNotEqualTo(files.scores().get("m0"));
    }

    @Test
    void commandsTakeAKey() {
        CaseFiles files = CaseFiles.of("raw-and-ema-weights-in-one-file", temporary);
        Object checkpoint = files.file("checkpoint-0.pth.tar");

        Result inspected = Cli.radin("inspect", "--key", "state_dict_ema", checkpoint, files.file("m0.safetensors"));
        Result averaged =
                Cli.radin("average", "--key", "state_dict_ema", checkpoint, "--to", files.file("ema.safetensors"));
        Result unknown = Cli.radin("inspect", "--key", "ema", checkpoint);

        assertThat(inspected.err())
                .contains("m0.safetensors: holds no weights under `state_dict_ema`, but under `bn.`");
        assertThat(inspected.out()).contains("took `state_dict_ema`");
        assertThat(averaged.exitCode()).as(averaged.err()).isZero();
        assertThat(files.tensor("ema.safetensors", "fc1.weight"))
                .isEqualTo(files.tensor("m0.safetensors", "fc1.weight"));
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err())
                .contains("holds no weights under `ema`, but under `state_dict`, `state_dict_ema`, `fc1.`");
    }

    /** A trainer's last.ckpt and best.pt hold the weights of m0 again, under other wrappers. */
    @Test
    void theSameWeightsCountOnce() {
        CaseFiles files = CaseFiles.of("last-and-best-are-the-same-weights", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.report().get("models")).hasSize(4);
        assertThat(mixturesOfDifferentWeights(files.report()))
                .doesNotHaveDuplicates()
                .allMatch(mixture -> mixture.size() > 1);
    }

    /** Of each evaluation, how much of it has which weights. */
    private static List<Map<String, Double>> mixturesOfDifferentWeights(JsonNode report) {
        List<Map<String, Double>> mixtures = new ArrayList<>();
        for (JsonNode evaluation : report.get("evaluations")) {
            JsonNode models = evaluation.get("models");
            Map<String, Double> mixture = new HashMap<>();
            for (int i = 0; i < models.size(); i++) {
                JsonNode weight = evaluation.path("weights").path(i);
                mixture.merge(
                        models.get(i).asText().replaceFirst("m[45]", "m0"),
                        weight.isMissingNode() ? 1.0 / models.size() : weight.asDouble(),
                        Double::sum);
            }
            mixtures.add(mixture);
        }
        return mixtures;
    }

    /** Beside a file that is none, so that it is the only model. */
    @Test
    void aLoneAdapterIsToBeMergedFirst() throws IOException {
        CaseFiles files = CaseFiles.of("lora-adapters", temporary);
        Files.writeString(files.file("none.pt"), "none");
        String resource =
                Files.readString(CaseFiles.of("pytorch-shards", temporary).file("soup.yaml"));
        Files.writeString(
                files.file("soup.yaml"),
                resource.replace("\"m0\"", "adapter0")
                        .replace("\"m1\"", "none.pt")
                        .replaceAll("  - \\{name: m[23].*\n", ""));

        Result result = files.run();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("holds the factors of an adapter (as base_model.model.layer.lora_A.weight)")
                .contains("PeftModel.from_pretrained(base, adapter).merge_and_unload()")
                .doesNotContain("missing");
    }

    /** The mean of LoRA's A factors and the mean of its B factors is not the mean of their products. */
    @Test
    void adaptersAreAveragedByTheirProducts() {
        CaseFiles files = CaseFiles.of("lora-adapters", temporary);

        Result result =
                Cli.radin("average", files.file("adapter0"), files.file("adapter1"), "--to", files.file("mean") + "/");

        assertThat(result.exitCode()).as(result.err()).isZero();
        double[] mean = AdapterFiles.products(files.file("mean")).get("layer");
        double[] one = AdapterFiles.products(files.file("adapter0")).get("layer");
        double[] other = AdapterFiles.products(files.file("adapter1")).get("layer");
        for (int k = 0; k < mean.length; k++) {
            assertThat(mean[k]).isCloseTo((one[k] + other[k]) / 2, within(1e-6));
        }
    }
}
