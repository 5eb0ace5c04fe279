package dev.radin.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchScriptArchiveTest {

    @ParameterizedTest
    @ValueSource(strings = {"scripted", "traced", "flat", "half", "enums"})
    void whatItWritesHoldsTheGivenWeightsAndIsInEvalMode(String name) {
        Fixture weights = Fixture.read(name + ".weights.safetensors");

        byte[] written = write(name, weights);

        try (TorchScriptArchive archive = TorchScriptArchive.open(new MemoryBlob(written), Limits.DEFAULT);
                TorchCheckpoint read = TorchCheckpoint.open(new MemoryBlob(written), Limits.DEFAULT)) {
            assertThat(archive.isTraining()).isFalse();
            for (TensorInfo tensor : weights.tensors()) {
                byte[] expected = weights.content.get(tensor.name());
                assertThat(Fixture.bytesOf(read, tensor.name()))
                        .as(tensor.name())
                        .isEqualTo(tensor.dtype() == DType.F16 ? widened(expected) : expected);
            }
        }
    }

    @Test
    void listsParametersAndBuffersWithTheirTies() {
        try (TorchScriptArchive archive = open("scripted")) {
            assertThat(archive.tensors()).contains(new TensorInfo("conv.weight", DType.F32, List.of(4L, 1L, 3L, 3L)));
            assertThat(archive.ties())
                    .containsExactly(
                            List.of("blocks.0.weight", "blocks.1.weight", "again.weight"),
                            List.of("blocks.0.bias", "again.bias"));
            assertThat(archive.isTraining()).isTrue();
        }
    }

    @Test
    void buffersThatNoStateDictHoldsStayTheArchitecturesOwn() {
        try (TorchScriptArchive archive = open("scripted")) {
            assertThat(archive.check(Fixture.read("scripted.weights.safetensors")))
                    .containsExactly("`scale`");
        }
    }

    @Test
    void theSameWeightsGiveTheSameBytesAndNoLocalPaths() {
        byte[] once = write("scripted", Fixture.read("scripted.weights.safetensors"));
        byte[] again = write("scripted", Fixture.read("scripted.weights.safetensors"));

        assertThat(once).isEqualTo(again);
        assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("debug_pkl");
    }

    @Test
    void contentIsAlignedTo64Bytes() {
        byte[] written = write("flat", Fixture.read("flat.weights.safetensors"));

        ByteBuffer bytes = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
        for (ZipRecord r : ZipDirectory.read(new MemoryBlob(written), Limits.DEFAULT, null)) {
            int header = (int) r.headerOffset();
            assertThat((header + 30 + bytes.getShort(header + 26) + bytes.getShort(header + 28)) % 64)
                    .isZero();
        }
    }

    @Test
    void anyOneOfTiedNamesSuffices() {
        Fixture weights = Fixture.read("scripted.weights.safetensors");
        byte[] tied = weights.content.get("blocks.1.weight");
        weights.remove("blocks.0.weight");
        weights.remove("again.weight");

        byte[] written = write("scripted", weights);

        try (TorchCheckpoint read = TorchCheckpoint.open(new MemoryBlob(written), Limits.DEFAULT)) {
            assertThat(Fixture.bytesOf(read, "again.weight")).isEqualTo(tied);
        }
    }

    @Test
    void tiedNamesWithDifferentValuesAreRefused() {
        Fixture weights = Fixture.read("scripted.weights.safetensors");
        weights.content.get("blocks.1.weight")[9] ^= 1;

        assertThatThrownBy(() -> write("scripted", weights))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("`blocks.1.weight` and `blocks.0.weight` share memory");
    }

    @Test
    void oneMessageNamesAllThatDoesNotFit() {
        Fixture weights = Fixture.read("scripted.weights.safetensors");
        weights.remove("conv.bias");
        weights.remove("norm.running_mean");
        weights.put(new TensorInfo("extra", DType.F32, List.of()), new byte[4]);
        weights.put(new TensorInfo("head.bias", DType.F64, List.of(3L)), new byte[24]);

        assertThatThrownBy(() -> write("scripted", weights))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IncompatibleModels))
                .hasMessageContaining("2 missing: `conv.bias`, `norm.running_mean`")
                .hasMessageContaining("1 surplus: `extra`")
                .hasMessageContaining("1 different: `head.bias` is F64 [3] and should be F32 [3]");
    }

    @Test
    void refusesACheckpointAsAnArchitectureByWhatItIs() {
        MemoryBlob blob = new MemoryBlob(MemoryBlob.resource("dtypes.expected.safetensors"));

        assertThatThrownBy(() -> TorchScriptArchive.open(blob, Limits.DEFAULT))
                .hasMessageEndingWith(": is no TorchScript file, which is a zip archive."
                        + " Export the model with torch.jit.script(model).save(…).");
        assertThat(blob.closed).isTrue();
    }

    /** The records that {@code torch.export.save} of torch 2.7 and of torch 2.9 writes first. */
    @ParameterizedTest
    @ValueSource(strings = {"serialized_exported_program.json", "a/archive_format", "a/models/model.json"})
    void refusesAProgramOfTorchExport(String record) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ZipWriter writer = new ZipWriter(b -> file.write(b.array(), b.position(), b.remaining()));
        writer.store(record, 1, out -> out.write(ByteBuffer.wrap(new byte[1])));
        writer.finish();

        for (Consumer<MemoryBlob> open : List.<Consumer<MemoryBlob>>of(
                b -> TorchScriptArchive.open(b, Limits.DEFAULT), b -> TorchCheckpoint.open(b, Limits.DEFAULT))) {
            assertThatThrownBy(() -> open.accept(new MemoryBlob(file.toByteArray())))
                    .hasMessageContaining("is a program of torch.export (.pt2)")
                    .hasMessageContaining("torch.save(model.state_dict(), …)")
                    .hasMessageContaining("torch.jit.script(model).save(…)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "frozen, torch.jit.freeze",
        "whole_module, 'is not TorchScript. Export the model with torch.jit.script(model).save(…)'",
        "dtypes, 'is a state dict, not TorchScript. Export the model with torch.jit.script(model).save(…)'",
    })
    void refusesWhatIsNoArchitecture(String name, String message) {
        MemoryBlob blob = MemoryBlob.of(name + ".pt");

        assertThatThrownBy(() -> TorchScriptArchive.open(blob, Limits.DEFAULT))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidInput))
                .hasMessageContaining(message);
        assertThat(blob.closed).isTrue();
    }

    private static TorchScriptArchive open(String name) {
        return TorchScriptArchive.open(MemoryBlob.of(name + ".pt"), Limits.DEFAULT);
    }

    private static byte[] write(String name, Fixture weights) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (TorchScriptArchive archive = open(name)) {
            archive.writeWith(weights, block -> {
                byte[] bytes = new byte[block.remaining()];
                block.get(bytes);
                written.writeBytes(bytes);
            });
        }
        return written.toByteArray();
    }

    /** Normal halves only, which is what the fixture has. */
    private static byte[] widened(byte[] halves) {
        ByteBuffer source = ByteBuffer.wrap(halves).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer target = ByteBuffer.allocate(halves.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        while (source.hasRemaining()) {
            int half = source.getShort() & 0xFFFF;
            double magnitude = Math.scalb(1 + (half & 0x3FF) / 1024.0, (half >> 10 & 0x1F) - 15);
            target.putFloat((float) magnitude);
        }
        return target.array();
    }
}
