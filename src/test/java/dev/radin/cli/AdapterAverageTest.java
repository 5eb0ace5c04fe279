package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.store.http.FileServer;
import dev.radin.tensor.adapter.AdapterFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Averages of adapters that peft saved, against the models that it merges them into. Made by dev/fixtures/adapters.py. */
class AdapterAverageTest {

    private static final Path CASES = Path.of("src/test/resources/adapters").toAbsolutePath();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"linear", "ranks", "whole", "bias", "lora-bias", "convolutions", "fan-in-first", "bf16"})
    void mergedIntoTheBaseItIsTheMeanOfTheMergedModels(String name) {
        Path merged = folder.resolve("merged.safetensors");

        Cli.Result result = average(name, "--to", merged, "--merge-into", CASES.resolve(name + "/base.safetensors"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        Map<String, double[]> tensors = AdapterFiles.tensors(merged);
        Map<String, double[]> expected = AdapterFiles.tensors(CASES.resolve(name + "/merged.safetensors"));
        assertThat(tensors).containsOnlyKeys(expected.keySet());
        expected.forEach(
                (tensor, values) -> assertThat(tensors.get(tensor)).as(tensor).containsExactly(values, within(1e-12)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "ranks", "whole", "bias", "lora-bias", "convolutions", "fan-in-first", "bf16"})
    void asAnAdapterItIsWhatTheMeanAddsToTheBase(String name) {
        Path soup = folder.resolve("soup");

        Cli.Result result = average(name, "--to", soup + "/", "--dtype", "F32");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(soup.toFile().list()).containsExactlyInAnyOrder("adapter_config.json", "adapter_model.safetensors");
        Map<String, double[]> base = AdapterFiles.tensors(CASES.resolve(name + "/base.safetensors"));
        Map<String, double[]> merged = AdapterFiles.tensors(CASES.resolve(name + "/merged.safetensors"));
        Map<String, double[]> products = AdapterFiles.products(soup);
        assertThat(products).isNotEmpty();
        products.forEach((module, update) -> {
            String weight = module.replace("transformer.", "") + ".weight";
            boolean transposed = name.equals("fan-in-first") || module.equals("words");
            int rows = factorRows(soup, module);
            double[] asWeight = transposed ? AdapterFiles.transposed(update, rows) : update;
            assertThat(asWeight)
                    .as(module)
                    .containsExactly(difference(merged.get(weight), base.get(weight)), within(2e-5));
        });
        AdapterFiles.tensors(soup.resolve("adapter_model.safetensors")).forEach((tensor, values) -> {
            String own = tensor.replace("base_model.model.", "").replace(".base_layer.", ".");
            if (merged.containsKey(own)) {
                assertThat(values).as(tensor).containsExactly(merged.get(own), within(1e-6));
            }
        });
    }

    private static int factorRows(Path soup, String module) {
        Map<String, double[]> tensors = AdapterFiles.tensors(soup.resolve("adapter_model.safetensors"));
        String name = "base_model.model." + module;
        double[] a = tensors.getOrDefault(name + ".lora_A.weight", tensors.get(name + ".lora_embedding_A"));
        double[] b = tensors.getOrDefault(name + ".lora_B.weight", tensors.get(name + ".lora_embedding_B"));
        int product = AdapterFiles.products(soup).get(module).length;
        // |A| = rank · columns, |B| = rows · rank, |BA| = rows · columns.
        int rank = (int) Math.round(Math.sqrt((double) a.length * b.length / product));
        return b.length / rank;
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "fan-in-first", "bf16"})
    void productsAreThoseOfPeftsOwnCombination(String name) {
        Path soup = folder.resolve("soup");

        average(name, "--to", soup + "/", "--dtype", "F32");

        Map<String, double[]> expected = AdapterFiles.tensors(CASES.resolve(name + "/cat.safetensors"));
        Map<String, double[]> products = AdapterFiles.products(soup);
        assertThat(products).containsOnlyKeys(expected.keySet());
        expected.forEach((module, product) -> {
            int rows = factorRows(soup, module);
            double[] update = products.get(module);
            assertThat(name.equals("fan-in-first") ? AdapterFiles.transposed(update, rows) : update)
                    .as(module)
                    .containsExactly(product, within(2e-5));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "ranks", "whole", "convolutions", "fan-in-first", "bf16"})
    void aCutIsAsFarAwayAsTheSingularValuesSay(String name) {
        Path exact = folder.resolve("exact");
        Path cut = folder.resolve("cut");
        average(name, "--to", exact + "/", "--dtype", "F32");

        Cli.Result result = average(name, "--to", cut + "/", "--rank", "2", "--dtype", "F32");

        assertThat(result.exitCode()).as(result.err()).isZero();
        double expected = AdapterFiles.json(CASES.resolve(name + "/expected.json"))
                .get("errorOfRank2")
                .asDouble();
        Matcher told = Pattern.compile("rank 2, ([0-9.]+) % away").matcher(result.err());
        assertThat(told.find()).as(result.err()).isTrue();
        assertThat(Double.parseDouble(told.group(1)) / 100).isCloseTo(expected, within(1e-6));
        double left = 0;
        double total = 0;
        Map<String, double[]> products = AdapterFiles.products(exact);
        Map<String, double[]> kept = AdapterFiles.products(cut);
        for (String module : products.keySet()) {
            left += square(difference(products.get(module), kept.get(module)));
            total += square(products.get(module));
        }
        assertThat(Math.sqrt(left / total)).isCloseTo(expected, within(1e-5));
        assertThat(AdapterFiles.json(cut.resolve("adapter_config.json"))
                        .get("r")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "ranks", "whole", "bias", "lora-bias", "convolutions", "fan-in-first", "bf16"})
    void inspectTellsTheDistancesOfTheMergedModels(String name) {
        Cli.Result result = Cli.radin(
                "inspect", CASES.resolve(name + "/a"), CASES.resolve(name + "/b"), CASES.resolve(name + "/c"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("LoRA adapter of example/tiny-base: rank ", "All 3 can be averaged");
        JsonNode distances =
                AdapterFiles.json(CASES.resolve(name + "/expected.json")).get("distances");
        List<Double> told = new ArrayList<>();
        Matcher lines = Pattern.compile("(?m)^ +([0-9.]+)  file:").matcher(result.out());
        while (lines.find()) {
            told.add(Double.parseDouble(lines.group(1)));
        }
        assertThat(told).hasSize(3);
        for (int i = 0; i < 3; i++) {
            double median = (distances.get(i).get((i + 1) % 3).asDouble()
                            + distances.get(i).get((i + 2) % 3).asDouble())
                    / 2;
            assertThat(told.get(i)).isCloseTo(median, within(1e-4 * (1 + median)));
        }
    }

    @Test
    void membersInAnyOrderGiveTheSameBytesAndEqualOnesAreOne() throws IOException {
        Path a = CASES.resolve("ranks/a");
        Path b = CASES.resolve("ranks/b");

        Cli.radin("average", "--to", folder + "/one/", a + "=2", b);
        Cli.radin("average", "--to", folder + "/other/", b, a, a);

        for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
            assertThat(folder.resolve("other/" + file)).hasSameBinaryContentAs(folder.resolve("one/" + file));
        }
    }

    /** Folders of web servers have no list, so the weights are named. */
    @Test
    void adaptersAreReadWhereModelsAre() throws IOException {
        try (FileServer server = new FileServer()) {
            for (String file : List.of("a/adapter_config.json", "a/adapter_model.safetensors")) {
                server.with("/" + file, Files.readAllBytes(CASES.resolve("linear/" + file)));
            }
            Path b = CASES.resolve("linear/b");

            Cli.Result remote =
                    Cli.radin("average", "--to", folder + "/remote/", server.at("/a/adapter_model.safetensors"), b);
            Cli.Result local = Cli.radin("average", "--to", folder + "/local/", CASES.resolve("linear/a"), b);

            assertThat(remote.exitCode()).as(remote.err()).isZero();
            assertThat(local.exitCode()).as(local.err()).isZero();
            assertThat(folder.resolve("remote/adapter_model.safetensors"))
                    .hasSameBinaryContentAs(folder.resolve("local/adapter_model.safetensors"));
        }
    }

    @Test
    void factorsKeepTheirDtypeAndTheSecondIsCopiedBitForBit() throws IOException {
        Path a = CASES.resolve("bf16/a");

        Cli.Result result = Cli.radin("average", "--to", folder + "/soup/", a);

        assertThat(result.err()).isEqualTo("rank 2, the exact mean of the updates\n");
        String factor = "base_model.model.layers.0.query.lora_B.weight";
        assertThat(AdapterFiles.tensors(folder.resolve("soup/adapter_model.safetensors"))
                        .get(factor))
                .containsExactly(AdapterFiles.tensors(a.resolve("adapter_model.safetensors"))
                        .get(factor));
        assertThat(Cli.radin("inspect", folder.resolve("soup")).out()).contains("(8 BF16)");
    }

    @Test
    void whatCannotBeAveragedIsSaidAndNothingIsWritten() throws IOException {
        Path linear = CASES.resolve("linear/a");
        Path other = copy("linear/b", "example/tiny-base", "example/other-base");
        Path dora = copy("linear/b", "\"use_dora\": false", "\"use_dora\": true");
        Path lost = copy("linear/b", "\"r\": 2", "\"r\": 3");
        Path pissa = copy("linear/b", "\"init_lora_weights\": true", "\"init_lora_weights\": \"pissa_niter_4\"");
        Path model = CASES.resolve("linear/base.safetensors");

        expectRefusal(3, "is an adapter of \"example/other-base\", and ", linear, other);
        expectRefusal(3, "is trained with DoRA, whose update is not a product of two factors", linear, dora);
        expectRefusal(3, "have rank 2, but adapter_config.json says 3", linear, lost);
        expectRefusal(3, "was begun with init_lora_weights \"pissa_niter_4\"", linear, pissa);
        expectRefusal(3, "is an adapter, and ", linear, model);
        expectRefusal(3, "of what it holds as whole weights", linear, CASES.resolve("whole/a"));
        expectRefusal(3, "its factors of layers.0.query are ", linear, CASES.resolve("lora-bias/a"));
        expectRefusal(2, "--rank: is 0 and has to be 1 or more", "--rank", "0", linear);
        expectRefusal(2, "--rank and --merge-into: name one of them", "--rank", "1", "--merge-into", model, linear);
        expectRefusal(2, "--rank: is for adapters", "--rank", "1", model);
        expectRefusal(
                3,
                "has no tensor layers.0.query.weight",
                "--merge-into",
                CASES.resolve("fan-in-first/base.safetensors"),
                linear);
        expectRefusal(3, "so the base is quantised", "--merge-into", quantised(model), linear);
        Cli.Result file = Cli.radin("average", "--to", folder.resolve("soup"), linear);
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).contains("an adapter is a folder with two files; write a slash at its end");
        assertThat(folder.resolve("soup")).doesNotExist();
    }

    private void expectRefusal(int exitCode, String message, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("average", "--to", folder + "/soup/"));
        all.addAll(List.of(arguments));
        Cli.Result result = Cli.radin(all.toArray());

        assertThat(result.err()).contains(message);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(folder.resolve("soup/adapter_model.safetensors")).doesNotExist();
        assertThat(folder.resolve("soup/model.safetensors")).doesNotExist();
    }

    private Path quantised(Path base) throws IOException {
        String header = new String(Files.readAllBytes(base), StandardCharsets.ISO_8859_1);
        Matcher entry = Pattern.compile("\"layers.0.query.weight\":\\{\"dtype\":\"F64\",\"shape\":\\[6,8\\]")
                .matcher(header);
        assertThat(entry.find()).isTrue();
        String changed = entry.replaceFirst("\"layers.0.query.weight\":{\"dtype\":\"I64\",\"shape\":[6,8]");
        return Files.write(folder.resolve("quantised.safetensors"), changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path copy(String name, String text, String replacement) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        String config = Files.readString(CASES.resolve(name + "/adapter_config.json"));
        assertThat(config).contains(text);
        Files.writeString(copy.resolve("adapter_config.json"), config.replace(text, replacement));
        Files.copy(CASES.resolve(name + "/adapter_model.safetensors"), copy.resolve("adapter_model.safetensors"));
        return copy;
    }

    private Cli.Result average(String name, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("average"));
        arguments.addAll(List.of(options));
        AdapterFiles.json(CASES.resolve(name + "/expected.json"))
                .get("weights")
                .properties()
                .forEach(
                        weight -> arguments.add(CASES.resolve(name + "/" + weight.getKey()) + "=" + weight.getValue()));
        return Cli.radin(arguments.toArray());
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int k = 0; k < one.length; k++) {
            difference[k] = one[k] - other[k];
        }
        return difference;
    }

    private static double square(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
