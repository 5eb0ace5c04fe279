package dev.radin.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Inspection;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint of PyTorch in shards, as one input. */
class InputFilesTest {

    private static final Path SHARDS = Path.of("src/test/resources/cases/pytorch-shards/m0");
    private static final String INDEX = "pytorch_model.bin.index.json";

    @TempDir
    private Path folder;

    private final InputFiles files = new InputFiles(Stores.local(), Limits.DEFAULT);

    @BeforeEach
    void copyShards() throws IOException {
        try (Stream<Path> shards = Files.list(SHARDS)) {
            for (Path shard : shards.toList()) {
                Files.copy(shard, folder.resolve(shard.getFileName()));
            }
        }
    }

    /** The index decides which tensors of the shards count. */
    @ParameterizedTest
    @ValueSource(strings = {"pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin", INDEX})
    void aChangeOfAnyOfItsFilesIsSeen(String file) throws IOException {
        Path changed = folder.resolve(file);
        Inspection.Input before = settled();

        Files.write(changed, Files.readAllBytes(changed));

        assertThat(files.stat(uri(), null, null).version()).isNotEqualTo(before.version());
    }

    @Test
    void itsDigestIsThatOfItsShardsHoweverItIsNamed() throws IOException {
        String digest = sha256(uri());

        assertThat(sha256(uri() + INDEX)).isEqualTo(digest);
        Files.writeString(folder.resolve(INDEX), Files.readString(folder.resolve(INDEX)) + " ");
        assertThat(sha256(uri())).isEqualTo(digest);
    }

    private String sha256(String uri) {
        return files.sha256(files.stat(uri, null, null));
    }

    /** A file that has only just been written has no version yet. */
    private Inspection.Input settled() {
        Inspection.Input input = files.stat(uri(), null, null);
        while (input.version().isEmpty()) {
            Thread.onSpinWait();
            input = files.stat(uri(), null, null);
        }
        return input;
    }

    private String uri() {
        return folder.toUri().toString();
    }
}
