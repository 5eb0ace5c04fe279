package dev.radin.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.tensor.torch.TorchCheckpoint;
import dev.radin.tensor.torch.TorchScriptArchive;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class TorchFuzzTest {

    /** Storages of many sizes, one that is empty among them. */
    private static final List<TorchZip> CHECKPOINTS = List.of(
            new TorchZip(Map.of(
                    "a/version",
                    "3\n".getBytes(StandardCharsets.US_ASCII),
                    "a/data/0",
                    new byte[0],
                    "a/data.pkl",
                    new byte[0])),
            TorchZip.resource("/torch/flat.pt"),
            TorchZip.resource("/torch/layouts.pt"),
            TorchZip.resource("/torch/wrapped.pt"));

    private static final TorchZip SCRIPT = TorchZip.resource("/torch/scripted.pt");

    /** A whole file; most inputs stop at the directory or at a checksum. */
    @FuzzTest
    @DictionaryFile(resourcePath = "torch.dict")
    void torchZip(byte[] file) {
        checkpoint(file);
    }

    /** A pickle in a sound archive; the first byte says in which. */
    @FuzzTest
    @DictionaryFile(resourcePath = "torch.dict")
    void pickle(byte[] input) {
        if (input.length > 0) {
            TorchZip zip = CHECKPOINTS.get((input[0] & 0xFF) % CHECKPOINTS.size());
            checkpoint(zip.with(zip.names("/data.pkl")[0], Arrays.copyOfRange(input, 1, input.length)));
        }
    }

    /** One part of a TorchScript archive, its pickle included; the first byte says which. */
    @FuzzTest
    @DictionaryFile(resourcePath = "torch.dict")
    void torchScript(byte[] input) {
        if (input.length > 0) {
            String[] parts = SCRIPT.names("");
            byte[] content = Arrays.copyOfRange(input, 1, input.length);
            byte[] file = SCRIPT.with(parts[(input[0] & 0xFF) % parts.length], content);
            checkpoint(file);
            architecture(file);
        }
    }

    private static void checkpoint(byte[] file) {
        Refusal.allow(() -> {
            try (TorchCheckpoint source = TorchCheckpoint.open(Bounds.blob(file), Bounds.LIMITS)) {
                Tensors.requireRoundTrip(source);
            }
        });
    }

    /** With its own weights put into it again. */
    private static void architecture(byte[] file) {
        Refusal.allow(() -> {
            try (TorchScriptArchive archive = TorchScriptArchive.open(Bounds.blob(file), Bounds.LIMITS);
                    TorchCheckpoint weights = TorchCheckpoint.open(Bounds.blob(file), Bounds.LIMITS)) {
                archive.identity();
                archive.arguments();
                archive.ties();
                archive.check(weights);
                archive.writeWith(weights, block -> block.position(block.limit()));
            }
        });
    }
}
