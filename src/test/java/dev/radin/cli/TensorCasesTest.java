package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cli.Cli.Result;
import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors that are not weights, in checkpoints as people have them. */
class TensorCasesTest {

    @TempDir
    private Path temporary;

    /** The buffers of uint16 and complex64 are equal in all models, so nothing of them has to be averaged. */
    @Test
    void constantsOfAnyDtypeAreCopied() {
        CaseFiles files = CaseFiles.of("constants-of-other-dtypes", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.report().get("excluded")).isEmpty();
        assertThat(files.report().get("models")).hasSize(4);
    }

    /** A causal mask of minus infinity is no sign of divergence; NaN or infinity in a weight still is. */
    @Test
    void aMaskOfMinusInfinityIsNoDivergence() {
        CaseFiles files = CaseFiles.of("minus-infinity-mask-buffer", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).containsOnlyKeys("m0", "m1", "m2", "m3");
        JsonNode excluded = files.report().get("excluded");
        assertThat(excluded).extracting(e -> e.get("model").asText()).containsExactlyInAnyOrder("m4", "m5");
        assertThat(excluded)
                .allSatisfy(e -> assertThat(e.get("message").asText()).contains("head.weight"));
    }

    /** Its logits stay finite, so training has not diverged, whatever the other models and the architecture have there. */
    @Test
    void aMaskThatOnlyOneModelHasIsNoDivergence() throws IOException {
        CaseFiles files = CaseFiles.of("minus-infinity-mask-buffer", temporary);
        Path model = files.file("m0.safetensors");
        TestTensors masked = new TestTensors();
        try (TensorSource original = TestTensors.open(Files.readAllBytes(model))) {
            for (TensorInfo tensor : original.tensors()) {
                ByteBuffer bytes = TestTensors.read(original, tensor.name());
                if (tensor.name().equals("attn_mask")) {
                    bytes.order(ByteOrder.LITTLE_ENDIAN).putFloat(4 * 8, Float.NEGATIVE_INFINITY);
                }
                masked.with(tensor.name(), tensor.dtype(), tensor.shape(), bytes.array());
            }
        }
        Files.write(model, masked.bytes());

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).containsOnlyKeys("m0", "m1", "m2", "m3");
    }

    @Test
    void aMaskOfMinusInfinityIsAveragedToItself() {
        CaseFiles files = CaseFiles.of("minus-infinity-mask-buffer", temporary);

        Result result = Cli.radin(
                "average",
                files.file("m0.safetensors"),
                files.file("m1.safetensors"),
                "--to",
                files.file("mean.safetensors"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.tensor("mean.safetensors", "attn_mask"))
                .isEqualTo(files.tensor("m0.safetensors", "attn_mask"));
    }

    /** One model of the sweep was saved in F16: it is averaged with the others, and what is scored is what is published. */
    @Test
    void modelsOfSeveralFloatingDtypesAreAveragedInTheWidest() throws IOException {
        CaseFiles files = CaseFiles.of("minus-infinity-mask-buffer", temporary);
        Path model = files.file("m0.safetensors");
        TestTensors half = new TestTensors();
        try (TensorSource full = TestTensors.open(Files.readAllBytes(model))) {
            for (TensorInfo tensor : full.tensors()) {
                if (tensor.dtype() != DType.F32) {
                    half.with(
                            tensor.name(),
                            tensor.dtype(),
                            tensor.shape(),
                            TestTensors.read(full, tensor.name()).array());
                    continue;
                }
                ByteBuffer bytes = ByteBuffer.allocate((int) tensor.elements() * Short.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
                for (float value : TestTensors.floats(full, tensor.name())) {
                    bytes.putShort(Half.floatToF16(value));
                }
                half.with(tensor.name(), DType.F16, tensor.shape(), bytes.array());
            }
        }
        Files.write(model, half.bytes());

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).containsOnlyKeys("m0", "m1", "m2", "m3");
        assertThat(files.report().get("evaluations")).isNotEmpty();
    }
}
