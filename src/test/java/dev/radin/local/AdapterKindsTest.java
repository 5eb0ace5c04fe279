package dev.radin.local;

import static dev.radin.local.AdapterPool.HEALTHY;
import static dev.radin.local.AdapterPool.MERGED;
import static dev.radin.local.AdapterPool.listed;
import static dev.radin.local.AdapterPool.soup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cli.Cli;
import dev.radin.fault.Reason;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.FloatDType;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.adapter.AdapterFiles;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bases and outputs of other dtypes, adapters that hold whole weights, and such as training has spoilt. */
class AdapterKindsTest {

    /** Half the distance of two numbers in BF16, in parts of them. */
    private static final double BF16 = Math.scalb(1.0, -8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    body.weight                         | body.weight is I8 [128, 128]
                    stem.weight body.weight head.weight | stem.weight is I8 [128, 16]
                    """)
    void aQuantisedBaseIsRefusedByName(String tensors, String said) throws IOException {
        List<String> named = List.of(tensors.split(" "));
        Path base = folder.resolve("base.safetensors");
        try (Checkpoint whole = AdapterPool.openBase()) {
            TestTensors quantised = new TestTensors();
            for (TensorInfo tensor : whole.tensors()) {
                boolean isQuantised = named.contains(tensor.name());
                quantised.with(
                        tensor.name(),
                        isQuantised ? DType.I8 : tensor.dtype(),
                        tensor.shape(),
                        isQuantised
                                ? new byte[(int) tensor.elements()]
                                : TestTensors.read(whole.source(), tensor.name())
                                        .array());
            }
            Files.write(base, quantised.bytes());
        }
        Quickstart quickstart = listed(folder.resolve("out"), HEALTHY);
        quickstart.base = new Selection.Base(Quickstart.uri(base), null, null);

        var failure = quickstart.run().failure();

        assertThat(failure.message())
                .contains("base.safetensors: " + said + ", so the base is quantised; name the base in F32, F16 or BF16"
                        + " instead");
    }

    /** Each element is summed with the base's own and rounded once, to the base's dtype; a program is given just that. */
    @Test
    void onABaseInBf16TheSumIsRoundedToIt() throws IOException {
        Path base = folder.resolve("base.safetensors");
        try (Checkpoint whole = AdapterPool.openBase()) {
            LetterModels.bf16(whole.source(), base);
        }
        Quickstart network = on(base, "network");
        Quickstart program = on(base, "program");
        program.evaluator = new Evaluator(null, LetterProgram.command(), "1", Evaluator.Mode.Serve, 60);

        Quickstart.Run run = network.run();

        Path weights = soup(run.report()).resolve("model.safetensors");
        assertThat(dtypes(weights)).containsOnly(DType.BF16);
        Map<String, double[]> published = AdapterFiles.tensors(weights);
        Map<String, double[]> expected = AdapterPool.merged(AdapterFiles.tensors(base), AdapterPool.mean(HEALTHY));
        assertThat(published).hasSameSizeAs(expected);
        expected.forEach((name, values) -> {
            for (int k = 0; k < values.length; k++) {
                assertThat(published.get(name)[k])
                        .as("%s[%s]", name, k)
                        .isCloseTo(values[k], within(BF16 * Math.abs(values[k]) + 1e-30));
            }
        });
        SameRuns.assertSame(program.run(), run);
    }

    private Quickstart on(Path base, String output) {
        Quickstart quickstart = listed(folder.resolve(output), HEALTHY);
        quickstart.base = new Selection.Base(Quickstart.uri(base), null, null);
        quickstart.soupForm = MERGED;
        return quickstart;
    }

    /** What is published is merged by another command, where it is an adapter, and run as a whole checkpoint. */
    @ParameterizedTest
    @CsvSource({"Adapter, F16", "Adapter, BF16", "Merged, F16", "Merged, BF16"})
    void aSoupInAnotherDtypeIsScoredAsItIsPublished(Selection.SoupForm.Type type, FloatDType dtype) throws IOException {
        Quickstart quickstart = listed(folder.resolve("out"), HEALTHY);
        quickstart.soupForm = new Selection.SoupForm(type, null);
        quickstart.outputDType = dtype;

        Report report = quickstart.run().report();

        boolean adapter = type == Selection.SoupForm.Type.Adapter;
        Path published = soup(report).resolve(adapter ? "adapter_model.safetensors" : "model.safetensors");
        assertThat(dtypes(published)).containsOnly(DType.valueOf(dtype.name()));
        Path merged = folder.resolve("again.safetensors");
        if (adapter) {
            assertThat(Cli.radin("average", "--to", merged, "--merge-into", AdapterPool.BASE, soup(report))
                            .exitCode())
                    .isZero();
        } else {
            Files.copy(published, merged);
        }
        Quickstart whole = new Quickstart(folder.resolve("whole"));
        whole.models = List.of(
                Quickstart.model(merged),
                Quickstart.model(Quickstart.FOLDER.resolve("models/lr1.0e-3-11ep-noise0.4.safetensors")));
        whole.budget = 0;
        assertThat(whole.run().report().models()).anySatisfy(model -> {
            assertThat(model.name()).isEqualTo("again");
            assertThat(model.score()).isEqualTo(report.evaluations().get(0).score());
            assertThat(model.negativeLogLikelihood())
                    .isEqualTo(report.evaluations().get(0).negativeLogLikelihood());
        });
    }

    /** As PEFT's {@code modules_to_save} has it: the head is trained as a whole, here to what the update comes to. */
    @ParameterizedTest
    @EnumSource(Selection.SoupForm.Type.class)
    void wholeWeightsAreAveragedAsWeights(Selection.SoupForm.Type type) throws IOException {
        List<String> names = List.of("r2", "r4", "r8");
        for (String name : names) {
            wholeHead(name);
        }
        Quickstart quickstart = listed(folder.resolve("out"), names);
        quickstart.models = AdapterPool.models(names.stream(), folder);
        quickstart.soupForm = new Selection.SoupForm(type, null);

        Report report = quickstart.run().report();

        JsonNode expected = AdapterFiles.json(AdapterPool.FOLDER.resolve("expected.json"));
        assertThat(report.models()).hasSize(3).allSatisfy(model -> assertThat(model.score())
                .as(model.name())
                .isEqualTo(expected.get(model.name()).asDouble()));
        double[] head =
                AdapterPool.merged(AdapterPool.base(), AdapterPool.mean(names)).get("head.weight");
        if (type == Selection.SoupForm.Type.Adapter) {
            Path adapter = soup(report);
            assertThat(AdapterFiles.tensors(adapter.resolve("adapter_model.safetensors"))
                            .get("base_model.model.head.weight"))
                    .containsExactly(head, within(1e-6));
            assertThat(AdapterFiles.products(adapter).get("body"))
                    .containsExactly(AdapterPool.mean(names).get("body"), within(1e-5));
            assertThat(AdapterFiles.json(adapter.resolve("adapter_config.json")).get("modules_to_save"))
                    .hasToString("[\"head\"]");
        } else {
            Map<String, double[]> merged = AdapterFiles.tensors(soup(report).resolve("model.safetensors"));
            assertThat(merged.get("head.weight")).containsExactly(head, within(1e-6));
            assertThat(merged.get("body.weight"))
                    .containsExactly(
                            AdapterPool.merged(AdapterPool.base(), AdapterPool.mean(names))
                                    .get("body.weight"),
                            within(1e-6));
        }
    }

    @Test
    void aBaseWithoutTheWholeWeightsIsNoModelOfMixtures() throws IOException {
        List<String> names = List.of("r2", "r4", "r8");
        for (String name : names) {
            wholeHead(name);
        }
        Quickstart quickstart = AdapterPool.quickstart(folder.resolve("out"));
        quickstart.models = AdapterPool.models(names.stream(), folder);
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Auto);

        Report report = quickstart.run().report();

        assertThat(report.evaluations()).isNotEmpty().allSatisfy(soup -> assertThat(soup.models())
                .doesNotContain("(base)"));
        assertThat(report.notes())
                .anyMatch(note -> note.contains("no model of mixtures") && note.contains("modules_to_save"));
    }

    /** Writes the adapter with the whole head in place of its factors. */
    private void wholeHead(String name) throws IOException {
        Path copy = AdapterPool.edited(folder, name, config -> {
            config.putArray("target_modules").add("body").add("stem");
            config.putArray("modules_to_save").add("head");
            return config;
        });
        Path weights = copy.resolve("adapter_model.safetensors");
        double[] head = AdapterPool.merged(AdapterPool.base(), AdapterPool.updates(name))
                .get("head.weight");
        ByteBuffer whole = ByteBuffer.allocate(head.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : head) {
            whole.putFloat((float) value);
        }
        TestTensors changed = new TestTensors();
        try (TensorSource adapter = TestTensors.open(Files.readAllBytes(weights));
                Checkpoint base = AdapterPool.openBase()) {
            for (TensorInfo tensor : adapter.tensors()) {
                if (!tensor.name().contains(".head.")) {
                    changed.with(
                            tensor.name(),
                            tensor.dtype(),
                            tensor.shape(),
                            TestTensors.read(adapter, tensor.name()).array());
                }
            }
            changed.with("base_model.model.head.weight", DType.F32, List.of(26L, 128L), whole.array());
            changed.with(
                    "base_model.model.head.bias",
                    DType.F32,
                    List.of(26L),
                    TestTensors.read(base.source(), "head.bias").array());
        }
        Files.write(weights, changed.bytes());
    }

    @Test
    void anAdapterWithNaNIsLeftOutAndItsTensorNamed() throws IOException {
        Path copy = AdapterPool.edited(folder, "r4", config -> config);
        Path weights = copy.resolve("adapter_model.safetensors");
        TestTensors changed = new TestTensors();
        try (TensorSource adapter = TestTensors.open(Files.readAllBytes(weights))) {
            for (TensorInfo tensor : adapter.tensors()) {
                ByteBuffer values = TestTensors.read(adapter, tensor.name());
                if (tensor.name().equals("base_model.model.body.lora_B.weight")) {
                    values.putFloat(7 * Float.BYTES, Float.NaN);
                }
                changed.with(tensor.name(), tensor.dtype(), tensor.shape(), values.array());
            }
        }
        Files.write(weights, changed.bytes());
        Quickstart quickstart = listed(folder.resolve("out"), List.of("r2", "r8"));
        quickstart.models = AdapterPool.with(quickstart.models, "r4", copy);

        Quickstart.Run run = quickstart.run();

        assertThat(run.report().excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.model()).isEqualTo("r4");
            assertThat(excluded.reason()).isEqualTo(Reason.NonFiniteWeights);
            assertThat(excluded.message())
                    .startsWith("file://" + copy)
                    .contains(
                            "one weight is NaN, element 7 of tensor \"base_model.model.body.lora_B.weight\" (F32 [128,"
                                    + " 4]); its training has probably diverged, so take one of its earlier checkpoints or leave"
                                    + " it out");
        });
        assertThat(run.passesMade()).as("seven adapters and the soup").isEqualTo(8);
    }

    private static List<DType> dtypes(Path safetensors) throws IOException {
        try (TensorSource source = TestTensors.open(Files.readAllBytes(safetensors))) {
            return source.tensors().stream().map(TensorInfo::dtype).toList();
        }
    }
}
