package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointsTest {

    private static final byte[] VALID = new TestTensors().f32("a", 1, 2).bytes();

    private final InMemoryStore store = new InMemoryStore();

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(store.openBlobs()).isZero();
    }

    @Test
    void opensASafetensorsFileWhateverItIsCalled() {
        store.with("file:///m/weights.bin", VALID);

        try (Checkpoint checkpoint = open("file:///m/weights.bin")) {
            assertThat(checkpoint.format()).isEqualTo("safetensors");
            assertThat(TestTensors.floats(checkpoint.source(), "a")).containsExactly(1, 2);
            assertThat(checkpoint.files()).containsExactly(Location.of("file:///m/weights.bin"));
            assertThat(checkpoint.layout().fileNames()).containsExactly("model.safetensors");
        }
    }

    @Test
    void asksOtherFormatsFirst() {
        store.with("file:///m/a.pt", "PK\u0003\u0004 and so on".getBytes(StandardCharsets.ISO_8859_1));

        try (Checkpoint checkpoint = open("file:///m/a.pt")) {
            assertThat(checkpoint.format()).isEqualTo("zip for tests");
            assertThat(checkpoint.layout().shards().get(0).metadata()).containsEntry("format", "pt");
        }
    }

    static Stream<Arguments> noCheckpoints() {
        return Stream.of(
                Arguments.of("version https://git-lfs.github.com/spec/v1", "Git LFS pointer", "git lfs pull"),
                Arguments.of("<!DOCTYPE html><title>Sign in", "web page", "Download the file again"),
                Arguments.of("\n <HTML>", "web page", "Download the file again"),
                Arguments.of("<?xml version='1.0'?><Error/>", "web page", "Download the file again"),
                Arguments.of("{\"architectures\": []}", "JSON text", "Name the checkpoint itself"),
                Arguments.of("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9", "bare pickle", "PyTorch 1.6"),
                Arguments.of("GGUF\u0003", "GGUF", "unquantised"),
                Arguments.of("\u001f\u008b\u0008", "compressed", "Unpack it"),
                Arguments.of("\u0089HDF\r\n\u001a", "HDF5", "Save the weights again"),
                Arguments.of("hello", "not a checkpoint of a known kind (zip for tests, safetensors)", "safetensors"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("noCheckpoints")
    void refusesWhatIsNoCheckpointByWhatItIs(String content, String description, String advice) {
        store.with("file:///m/a", content.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> open("file:///m/a"))
                .hasMessageStartingWith("file:///m/a: this is ")
                .hasMessageContaining(description)
                .hasMessageContaining(advice)
                .extracting("reason")
                .isEqualTo(Reason.CorruptModel);
    }

    @ParameterizedTest
    @CsvSource({
        "flax_model.msgpack, weights of Flax",
        "A.ONNX, an ONNX network",
        "m.tflite, a network of TensorFlow Lite"
    })
    void refusesWhatHasNoSignatureByItsName(String name, String description) {
        store.with("file:///m/" + name, "\u00de\u0001\u0002\u0003TFL3".getBytes(StandardCharsets.ISO_8859_1));
        if (!name.endsWith("tflite")) {
            store.with("file:///m/" + name, new byte[] {8, 7, 18, 12});
        }

        assertThatThrownBy(() -> open("file:///m/" + name))
                .hasMessageContaining(description)
                .hasMessageContaining("Save the weights again as safetensors, or with torch.save.");
    }

    @Test
    void refusesAnEmptyFile() {
        store.with("file:///m/a", new byte[0]);

        assertThatThrownBy(() -> open("file:///m/a"))
                .hasMessage("file:///m/a: this is an empty file. Copy it here again.");
    }

    @ParameterizedTest
    @CsvSource({"file:///m/none", "file:///m/none/"})
    void whatIsMissingIsNotFound(String uri) {
        assertThatThrownBy(() -> open(uri))
                .hasMessageContaining(uri + ": no such ")
                .extracting("reason")
                .isEqualTo(Reason.InputNotFound);
    }

    @ParameterizedTest
    @CsvSource({
        "a.safetensors, a.safetensors",
        "a.safetensors;config.json;README.md, a.safetensors",
        "model.safetensors;other.safetensors;model.safetensors.index.json, model.safetensors",
        "a.safetensors;pytorch_model.bin, a.safetensors",
        "pytorch_model.bin;training_args.bin, pytorch_model.bin",
        "a.ckpt, a.ckpt",
        "best.pth.tar;images.tar, best.pth.tar",
        "A.PT;optimizer.pt, A.PT",
        "fold-1-of-5.pt, fold-1-of-5.pt",
        "a.safetensors;._a.safetensors, a.safetensors"
    })
    void choosesTheCheckpointOfAFolder(String names, String chosen) {
        for (String name : names.split(";")) {
            store.with("file:///m/x/" + name, VALID);
        }

        for (String folder : List.of("file:///m/x", "file:///m/x/")) {
            try (Checkpoint checkpoint = open(folder)) {
                assertThat(checkpoint.files()).containsExactly(Location.of("file:///m/x/" + chosen));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.bin;2.bin;pytorch_model.bin.index.json;training_args.bin, pytorch_model.bin.index.json",
        "1.bin;2.bin;x.bin.index.json, x.bin.index.json",
        "1.bin;2.bin;model.safetensors.index.json;pytorch_model.bin.index.json, model.safetensors.index.json",
    })
    void choosesTheIndexOfAFolder(String names, String chosen) {
        for (String name : names.split(";")) {
            store.with("file:///m/x/" + name, VALID);
        }
        store.with("file:///m/x/" + chosen, "{\"weight_map\":{\"a\":\"1.bin\"}}".getBytes(StandardCharsets.UTF_8));

        for (String place : List.of("file:///m/x", "file:///m/x/" + chosen)) {
            try (Checkpoint checkpoint = open(place)) {
                assertThat(checkpoint.index()).contains(Location.of("file:///m/x/" + chosen));
                assertThat(checkpoint.files()).containsExactly(Location.of("file:///m/x/1.bin"));
            }
        }
    }

    /** They are written as safetensors, under the names that go with it. */
    @Test
    void shardsOfAnyFormatAreOneCheckpoint() {
        store.with("file:///m/x/1.pt", "PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1))
                .with("file:///m/x/2.bin", VALID)
                .with(
                        "file:///m/x/pytorch_model.bin.index.json",
                        "{\"weight_map\":{\"zipped\":\"1.pt\",\"a\":\"2.bin\"}}".getBytes(StandardCharsets.UTF_8));

        try (Checkpoint checkpoint = open("file:///m/x")) {
            assertThat(checkpoint.format()).isEqualTo("zip for tests and safetensors in 2 shards");
            assertThat(checkpoint.tensors()).extracting(TensorInfo::name).containsExactly("zipped", "a");
            assertThat(TestTensors.floats(checkpoint.source(), "zipped")).containsExactly(1);
            assertThat(TestTensors.floats(checkpoint.source(), "a")).containsExactly(1, 2);
            assertThat(checkpoint.layout().fileNames())
                    .containsExactly(
                            "model-00001-of-00002.safetensors",
                            "model-00002-of-00002.safetensors",
                            "model.safetensors.index.json");
            assertThat(checkpoint.layout().shards().get(0).metadata()).containsEntry("format", "pt");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.safetensors;b.safetensors, InvalidSpec, 'several checkpoints: a.safetensors, b.safetensors. Name one'",
        "a.pt;b.pt;c.pt;d.pt;e.pt;f.pt, InvalidSpec, 'a.pt, b.pt, c.pt, d.pt and 2 more'",
        "README.md, InputNotFound, 'holds no checkpoint, only README.md'",
        "a/model.safetensors;b.txt, InputNotFound, 'holds no checkpoint, only b.txt, a/. Check the path: a model''s folder holds'",
        "model-00001-of-00002.safetensors, InputNotFound, file:///m/x/model.safetensors.index.json does not exist",
        "pytorch_model-00001-of-00002.bin, InputNotFound, file:///m/x/pytorch_model.bin.index.json does not exist"
    })
    void refusesAFolderThatDoesNotSayWhichFileIsMeant(String names, Reason reason, String message) {
        for (String name : names.split(";")) {
            store.with("file:///m/x/" + name, VALID);
        }

        assertThatThrownBy(() -> open("file:///m/x/"))
                .hasMessageContaining(message)
                .extracting("reason")
                .isEqualTo(reason);
    }

    @Test
    void namesTensorsAsTheArchitectureDoesAndSaysSo() {
        store.with(
                "file:///m/a",
                new TestTensors().f32("module.a", 1, 2).f32("module.b", 3).bytes());

        try (Checkpoint checkpoint = open("file:///m/a").named(Set.of("a", "b"), Set.of())) {
            assertThat(checkpoint.tensors()).extracting(TensorInfo::name).containsExactly("a", "b");
            assertThat(TestTensors.floats(checkpoint.source(), "b")).containsExactly(3);
            assertThat(checkpoint.layout().shards().get(0).tensorNames()).containsExactly("a", "b");
            assertThat(checkpoint.notes()).containsExactly("prefix \"module.\" removed from all names");
        }
    }

    @Test
    void aKeyTakesThePartOfAnyFormatWhoseNamesBeginWithIt() {
        store.with(
                        "file:///m/x/1.bin",
                        new TestTensors().f32("ema.a", 1).f32("a", 2).bytes())
                .with("file:///m/x/2.bin", new TestTensors().f32("ema.b.c", 3).bytes())
                .with(
                        "file:///m/x/pytorch_model.bin.index.json",
                        "{\"weight_map\":{\"ema.a\":\"1.bin\",\"a\":\"1.bin\",\"ema.b.c\":\"2.bin\"}}"
                                .getBytes(StandardCharsets.UTF_8));
        Checkpoints checkpoints = new Checkpoints(store, Limits.DEFAULT, List.of());

        try (Checkpoint whole = checkpoints.open(Location.of("file:///m/x/"), "ema");
                Checkpoint single = checkpoints.open(Location.of("file:///m/x/2.bin"), "ema.b.")) {
            assertThat(whole.tensors()).extracting(TensorInfo::name).containsExactly("a", "b.c");
            assertThat(TestTensors.floats(whole.source(), "a")).containsExactly(1);
            assertThat(whole.layout().shards().get(0).tensorNames()).containsExactly("a");
            assertThat(single.tensors()).extracting(TensorInfo::name).containsExactly("c");
        }
        for (String place : List.of("file:///m/x/", "file:///m/x/1.bin")) {
            assertThatThrownBy(() -> checkpoints.open(Location.of(place), "model"))
                    .hasMessageContaining("holds no weights under `model`, but under `ema.`. Correct stateDictKey")
                    .extracting("reason")
                    .isEqualTo(Reason.MismatchedModel);
        }
    }

    @Test
    void aCheckpointsDigestIsThatOfItsFileOrOfItsShardsByName() {
        byte[] other = new TestTensors().f32("b", 3).bytes();
        store.with("file:///m/x/1.safetensors", VALID).with("file:///m/x/2.safetensors", other);
        Checkpoints checkpoints = new Checkpoints(store, Limits.DEFAULT, List.of());
        Location one = Location.of("file:///m/x/1.safetensors");
        Location two = Location.of("file:///m/x/2.safetensors");

        assertThat(checkpoints.digest(List.of(one))).isEqualTo(Digests.of(VALID));
        assertThat(checkpoints.digest(List.of(two, one)))
                .isEqualTo(Digests.ofFiles(
                        Map.of("1.safetensors", Digests.of(VALID), "2.safetensors", Digests.of(other))));
    }

    private Checkpoint open(String uri) {
        return new Checkpoints(
                        store, Limits.DEFAULT, List.of(CheckpointFormat.zip("zip for tests", CheckpointsTest::openZip)))
                .open(Location.of(uri), null);
    }

    private static TensorSource openZip(Blob blob, Limits limits, String key) {
        blob.close();
        return new TestTensors().f32("zipped", 1).open();
    }
}
