package dev.radin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.radin.cache.InputFiles;
import dev.radin.protocol.Selection;
import dev.radin.soup.Metric;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsFromTest {

    @TempDir
    private Path root;

    @BeforeEach
    void makeAFolderToComeBackFrom() throws IOException {
        Files.createDirectory(root.resolve("x"));
    }

    private final List<Selection.Model> listed = new ArrayList<>();
    private final List<Selection.ModelsFrom> folders = new ArrayList<>();

    @Test
    void foldersAddToWhatIsListed() throws IOException {
        list("one", file("one.pt"));
        folder("sweep", "sweep/", "*.pt", "*.safetensors");
        file("sweep/a.pt");
        file("sweep/b.safetensors");
        file("sweep/c.ckpt");

        assertThat(files())
                .containsExactly(entry("one", "one.pt"), entry("a", "sweep/a.pt"), entry("b", "sweep/b.safetensors"));
    }

    @Test
    void modelsThatWouldBeCalledAlikeAreCalledByTheirFolders() throws IOException {
        list("best", file("best.pt"));
        folder("second", "two/");
        folder("first", "one/");
        file("one/best.pt");
        file("one/last.pt");
        file("two/last.ckpt");
        file("two/checkpoint-100/model.safetensors");
        file("two/same.pt");
        file("two/same.safetensors");

        Map<String, String> expected = Map.of(
                "best", "best.pt",
                "first/best.pt", "one/best.pt",
                "first/last.pt", "one/last.pt",
                "second/last.ckpt", "two/last.ckpt",
                "checkpoint-100", "two/checkpoint-100/",
                "second/same.pt", "two/same.pt",
                "second/same.safetensors", "two/same.safetensors");
        assertThat(files()).containsExactlyInAnyOrderEntriesOf(expected);
        Collections.reverse(folders);
        assertThat(files()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void aCheckpointThatIsListedAndFoundIsTheListedModel() throws IOException {
        file("sweep/a.pt");
        file("sweep/b c.pt");
        file("sweep/checkpoint-1/model.safetensors");
        list("mine", "x/../sweep/a.pt");
        list("spaced", "sweep/b%20c.pt");
        list("step", "sweep/checkpoint-1");
        folder("sweep", "sweep");
        file("sweep/d.pt");

        assertThat(files().keySet()).containsExactly("mine", "spaced", "step", "d");
    }

    @Test
    void foldersThatOverlapGiveEachCheckpointOnce() throws IOException {
        file("sweep/a.pt");
        file("sweep/b.pt");
        folder("all", "sweep/");
        folder("again", "x/../sweep", "a*");

        assertThat(files().keySet()).containsExactly("a", "b");
    }

    @Test
    void oneFileIsSeveralModelsWhereFoldersAskForSeveralStateDicts() throws IOException {
        file("sweep/a.pt");
        folder("raw", "sweep/");
        folders.add(new Selection.ModelsFrom("ema", uri("sweep/"), List.of(), "state_dict_ema"));

        assertThat(files()).containsOnly(entry("raw/a.pt", "sweep/a.pt"), entry("ema/a.pt", "sweep/a.pt"));
    }

    @Test
    void aFolderWithoutCheckpointsIsNamed() throws IOException {
        list("one", file("one.pt"));
        list("two", file("two.pt"));
        folder("sweep", "sweep/", "*.pt", "best*");
        file("sweep/a.ckpt");

        assertThatThrownBy(this::files)
                .hasMessage("spec.modelsFrom sweep: no checkpoint in " + uri("sweep/")
                        + " matches *.pt or best*, neither a file nor a folder that holds one");
    }

    @Test
    void tooFewAndTooManyInAllAreCounted() throws IOException {
        folder("sweep", "sweep/");
        file("sweep/a.pt");

        assertThatThrownBy(this::files)
                .hasMessage(
                        "spec.modelsFrom: 1 model in all (1 found by sweep); 2 to 256 are needed. Files count, and sub-folders"
                                + " that hold a checkpoint.");

        for (int i = 0; i < 256; i++) {
            file("many/" + i + ".pt");
        }
        list("one", file("one.pt"));
        folder("many", "many/");

        assertThatThrownBy(this::files)
                .hasMessageStartingWith(
                        "spec.modelsFrom: 258 models in all (1 listed, 256 found by many, 1 found by sweep); 2 to"
                                + " 256 are needed.");
    }

    private void list(String name, String file) {
        listed.add(new Selection.Model(name, uri(file), null, null));
    }

    private void folder(String name, String folder, String... include) {
        folders.add(new Selection.ModelsFrom(name, uri(folder), List.of(include), null));
    }

    private String file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return name;
    }

    private String uri(String name) {
        return root.toUri() + name;
    }

    /** Where each model is, below the root. */
    private Map<String, String> files() {
        Store store = Stores.local();
        Map<String, String> files = new LinkedHashMap<>();
        new ModelsFrom(store, new InputFiles(store, Limits.DEFAULT))
                .resolve(selection())
                .models()
                .forEach(model -> files.put(model.name(), model.uri().substring(uri("").length())));
        return files;
    }

    private Selection selection() {
        return new Selection(
                "default",
                "letters",
                new Selection.Input(uri("architecture.pt"), null),
                listed,
                folders,
                null,
                List.of(new Selection.Dataset("val", uri("val.safetensors"), null, 1)),
                List.of(),
                null,
                Metric.ACCURACY,
                8,
                new Selection.StrategyChoice(Selection.StrategyChoice.Type.Auto, 200, 0, List.of()),
                null,
                0,
                Selection.UnusableModelPolicy.Exclude,
                new Selection.Inference(0, null, null),
                null,
                null,
                null,
                uri("out"),
                uri("out/cache"));
    }
}
