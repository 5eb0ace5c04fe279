package dev.radin.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.cache.InputFiles;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Selection;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.Limits;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Folders of buckets, whose names need be none of this machine's files. */
class ModelsFolderTest {

    private final InMemoryStore store =
            new InMemoryStore().with("s3://bucket/sweep/a.safetensors", "weights".getBytes(UTF_8));

    @Test
    void checkpointsAreFoundByTheirNames() {
        assertThat(look("*.safetensors").models()).extracting(FoundModel::stem).containsExactly("a");
    }

    /** As all but ASCII in a locale of ASCII alone, which no test can set: here of a character that no file's name has. */
    @Test
    void aNameThatNoFileOfThisMachineCanHaveIsSaid() {
        store.with("s3://bucket/sweep/b\0.safetensors", "weights".getBytes(UTF_8));

        assertThatThrownBy(() -> look("*.safetensors"))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound))
                .hasMessageStartingWith("s3://bucket/sweep/b")
                .hasMessageEndingWith(
                        ": this name cannot be written in the locale's character set; set LC_ALL=C.UTF-8");
    }

    private ModelsFolder.Content look(String glob) {
        Selection.ModelsFrom from = new Selection.ModelsFrom("sweep", "s3://bucket/sweep/", List.of(glob), null);
        return new ModelsFolder(store, new InputFiles(store, Limits.DEFAULT), from).look(Set.of());
    }
}
