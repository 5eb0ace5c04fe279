package dev.radin.cli;

import dev.radin.tensor.DType;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One thing that is wrong with a selection and ends it, and what has to be said of it.
 *
 * @param where the message says that it is
 * @param advice that the message gives
 * @param damage to a pool that is well
 */
public record BadInput(
        String name, int exitCode, String reason, String where, String advice, Consumer<SmallPool> damage) {

    /** No resource, or none that an API server would take. */
    static List<BadInput> documents() {
        return List.of(
                row("no YAML", 2, "InvalidSpec", "soup.yaml", "", pool -> pool.put("soup.yaml", text("spec: ["))),
                row(
                        "not UTF-8",
                        2,
                        "InvalidSpec",
                        "soup.yaml: is not UTF-8",
                        "",
                        pool -> pool.put("soup.yaml", new byte[] {(byte) 0xC3, '('})),
                row(
                        "an unknown field",
                        2,
                        "InvalidSpec",
                        "spec.buget: ",
                        "did you mean spec.budget?",
                        pool -> pool.spec("buget: 3")),
                row(
                        "a resource of five megabytes",
                        2,
                        "InvalidSpec",
                        "soup.yaml: is larger than 4194304 bytes",
                        "",
                        pool -> pool.put("soup.yaml", new byte[5 << 20])),
                row(
                        "an unknown model in a mixture",
                        2,
                        "InvalidSpec",
                        "spec.strategy.listed.mixtures[0].members[1].model",
                        "m9",
                        pool -> pool.spec(
                                "strategy: {type: Listed, listed: {mixtures: [{name: one, members: [{model: m0}, {model: m9}]}]}}")),
                row(
                        "a scheme of another build",
                        2,
                        "InvalidSpec",
                        "spec.cache.uri: \"hdfs://host/out\" is in a store that this version cannot reach",
                        "copy or mount it",
                        pool -> pool.spec("cache: {uri: hdfs://host/out}")));
    }

    /** Behind a resource that is as it should be. */
    public static List<BadInput> inputs() {
        return List.of(
                row(
                        "an unusable model in a mixture",
                        2,
                        "InvalidSpec",
                        "spec.strategy.listed: mixture one holds a model that is unusable, bad: ",
                        "Copy it here again",
                        pool -> pool.withModel("bad.safetensors", new byte[0])
                                .spec(
                                        "strategy: {type: Listed, listed: {mixtures: [{name: one, members: [{model: m0}, {model: bad}]}]}}")),
                row(
                        "a k of all classes",
                        2,
                        "InvalidSpec",
                        "spec.metric.topKAccuracy.k: is 26, and of the network's 26 classes every one would be among so many",
                        "give a smaller one",
                        pool -> pool.spec("metric: {type: TopKAccuracy, topKAccuracy: {k: 26}}")),
                row(
                        "a model in a mixture that no folder holds",
                        2,
                        "InvalidSpec",
                        "spec.strategy.listed: mixture one holds \"m9\", which is neither among spec.models nor found by"
                                + " spec.modelsFrom",
                        "did you mean m",
                        pool -> pool.spec(
                                "modelsFrom: [{name: folder, uri: ., include: [m*]}]\n"
                                        + "  strategy: {type: Listed, listed: {mixtures: [{name: one, members: [{model: m0}, {model: m9}]}]}}")),
                // Inputs that are not there, or not what they were.
                row(
                        "a missing model",
                        3,
                        "InputNotFound",
                        "m1.safetensors",
                        "check the path",
                        pool -> pool.delete("m1.safetensors")),
                row(
                        "a model in the home folder, as a shell would find it",
                        3,
                        "InputNotFound",
                        "/~/m1.safetensors: no such file",
                        "~ is taken as it is written; write the path of the home folder",
                        pool -> pool.withModelNamed("home", "~/m1.safetensors")),
                row(
                        "a model by a variable",
                        3,
                        "InputNotFound",
                        "/$DATA/m1.safetensors: no such file",
                        "variables are not expanded; write what this one stands for",
                        pool -> pool.withModelNamed("variable", "$DATA/m1.safetensors")),
                row(
                        "models by a pattern",
                        3,
                        "InputNotFound",
                        "/m*.safetensors: no such file",
                        "or their folder in spec.modelsFrom and the pattern in its include",
                        pool -> pool.withModelNamed("all", "m*.safetensors")),
                row(
                        "models from a folder that is not there",
                        3,
                        "InputNotFound",
                        "spec.modelsFrom sweep: ",
                        "/none/: no such folder; check the path",
                        pool -> pool.spec("modelsFrom: [{name: sweep, uri: none}]")),
                row(
                        "models from a file",
                        3,
                        "InputNotFound",
                        "spec.modelsFrom sweep: ",
                        "/m0.safetensors: is a file; name it in spec.models, or its folder here",
                        pool -> pool.spec("modelsFrom: [{name: sweep, uri: m0.safetensors}]")),
                row(
                        "a missing model beside a corrupt one",
                        3,
                        "InputNotFound",
                        "m1.safetensors",
                        "check the path",
                        pool -> pool.put("m0.safetensors", new byte[7]).delete("m1.safetensors")),
                row(
                        "a missing architecture",
                        3,
                        "InputNotFound",
                        "architecture.pt",
                        "",
                        pool -> pool.delete("architecture.pt")),
                row(
                        "a missing dataset",
                        3,
                        "InputNotFound",
                        "val.safetensors",
                        "",
                        pool -> pool.delete("val.safetensors")),
                row(
                        "another digest than the pinned one",
                        3,
                        "InputChanged",
                        "val.safetensors",
                        "restore the file or correct the digest",
                        pool -> pool.datasets("{name: val, role: Validation, uri: val.safetensors, digest: \"sha256:"
                                + "0".repeat(64) + "\"}")),
                // The architecture.
                row(
                        "an architecture that is no TorchScript",
                        3,
                        "InvalidInput",
                        "architecture.pt",
                        "is no TorchScript file, which is a zip archive",
                        pool -> pool.put("architecture.pt", pool.content("m0.safetensors"))),
                row(
                        "a truncated architecture",
                        3,
                        "InvalidInput",
                        "architecture.pt",
                        "Copy",
                        pool -> pool.put("architecture.pt", Arrays.copyOf(pool.content("architecture.pt"), 60_000))),
                row(
                        "an architecture with a flipped bit",
                        3,
                        "InvalidInput",
                        "architecture.pt: record `data/0` does not have the checksum",
                        "Copy or save it again",
                        pool -> pool.put(
                                "architecture.pt", TorchZips.flipped(pool.content("architecture.pt"), "data/0"))),
                row(
                        "an architecture with a short record",
                        3,
                        "InvalidInput",
                        "architecture.pt: record `data/0` of tensor",
                        "bytes and should have",
                        pool -> pool.put(
                                "architecture.pt", TorchZips.shortened(pool.content("architecture.pt"), "data/0"))),
                row(
                        "another network's architecture",
                        3,
                        "IncompatibleModels",
                        "none of the 4 models fits the architecture; the first: ",
                        "m0.safetensors",
                        pool -> pool.put("architecture.pt", resource("/inference/mlp.pt"))),
                // The data.
                row(
                        "labels out of range",
                        3,
                        "InvalidInput",
                        "val.safetensors: labels[7] is 26 but the network has 26 classes, 0 to 25",
                        "Check that this dataset and the architecture belong together",
                        pool -> pool.put("val.safetensors", images(200, 16, 7, 26))),
                row(
                        "a negative label",
                        3,
                        "InvalidInput",
                        "val.safetensors: labels[3] is -1",
                        "A label is a class index, counted from 0",
                        pool -> pool.put("val.safetensors", images(200, 16, 3, -1))),
                row(
                        "zero examples",
                        3,
                        "InvalidInput",
                        "val.safetensors",
                        "it has 0 examples. From 1",
                        pool -> pool.put("val.safetensors", images(0, 16, 0, 0))),
                row(
                        "inputs of another shape",
                        3,
                        "InvalidInput",
                        "does not run on inputs",
                        "Check that architecture and dataset belong together",
                        pool -> pool.put("val.safetensors", images(200, 9, 0, 0))),
                row(
                        "no labels",
                        3,
                        "InvalidInput",
                        "val.safetensors",
                        "labels",
                        pool -> pool.put(
                                "val.safetensors",
                                new TestTensors()
                                        .with("inputs", DType.U8, List.of(2L, 16L), new byte[32])
                                        .bytes())),
                row(
                        "a truncated dataset",
                        3,
                        "InvalidInput",
                        "val.safetensors",
                        "cut short",
                        pool -> pool.put("val.safetensors", Arrays.copyOf(pool.content("val.safetensors"), 1000))),
                row(
                        "soft labels of other classes",
                        3,
                        "InvalidInput",
                        "val.safetensors: labels are distributions over 3 classes but the network has 26",
                        "",
                        pool -> pool.put("val.safetensors", softLabels())),
                // The output and the cache.
                row(
                        "an output below a file",
                        5,
                        "OutputNotWritable",
                        "/out/",
                        "a part of its path is a file",
                        pool -> pool.put("out", new byte[1])),
                row(
                        "an output where no folder can be made",
                        5,
                        "OutputNotWritable",
                        "file:///proc/radin",
                        "its folder cannot be made",
                        pool -> pool.spec("cache: {uri: \"file:///proc/radin\"}")));
    }

    private static BadInput row(
            String name, int exitCode, String reason, String where, String advice, Consumer<SmallPool> damage) {
        return new BadInput(name, exitCode, reason, where, advice, damage);
    }

    /** Black letters of class 0, but for one. */
    private static byte[] images(int examples, int side, int row, long label) {
        long[] labels = new long[examples];
        if (examples > 0) {
            labels[row] = label;
        }
        return new TestTensors()
                .with("inputs", DType.U8, List.of((long) examples, (long) side), new byte[examples * side])
                .i64("labels", labels)
                .bytes();
    }

    private static byte[] softLabels() {
        byte[] thirds = new TestTensors().f32("x", 1, 0, 0, 0, 1, 0).bytes();
        byte[] values = Arrays.copyOfRange(thirds, thirds.length - 24, thirds.length);
        return new TestTensors()
                .with("inputs", DType.U8, List.of(2L, 16L), new byte[32])
                .with("labels", DType.F32, List.of(2L, 3L), values)
                .bytes();
    }

    private static byte[] resource(String name) {
        try (InputStream stream = BadInput.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
