package dev.radin.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStoreTest {

    @TempDir
    Path folder;

    private final Store store = Stores.local();

    @Test
    void whatIsNotPublishedLeavesNothingBehind() {
        try (Publication publication = store.create(at("never"))) {
            publication.write(ByteBuffer.wrap("half".getBytes(UTF_8)));

            assertThat(store.stat(at("never"))).isEmpty();
            assertThat(store.list(Location.of(folder))).isEmpty();
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void temporaryFilesOfKilledWritersAreRemovedAfterADay() throws IOException {
        Path old = Files.createFile(folder.resolve(".radin-old"));
        Path recent = Files.createFile(folder.resolve(".radin-recent"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        publish(at("object"), "content");

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void versionChangesWithTheContentEvenUnderTheSameTimeStamp() throws Exception {
        Path path = folder.resolve("checkpoint");
        FileTime stamp = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.writeString(path, "aaaa");
        Files.setLastModifiedTime(path, stamp);
        Thread.sleep(150);
        Stat before = store.stat(Location.of(path)).orElseThrow();

        Files.writeString(path, "bbbb");
        Files.setLastModifiedTime(path, stamp);
        Thread.sleep(150);

        assertThat(before.version()).isNotEmpty();
        assertThat(store.stat(Location.of(path)).orElseThrow()).isNotEqualTo(before);
    }

    @Test
    void versionOfAFileThatHasJustChangedIsNotTrusted() throws IOException {
        Path path = folder.resolve("checkpoint");
        Instant before;
        Stat stat;
        do { // until the machine is quick enough to look while it is just changed
            before = Instant.now();
            Files.writeString(path, "aaaa");
            stat = store.stat(Location.of(path)).orElseThrow();
        } while (Instant.now().isAfter(before.plusMillis(100)));

        assertThat(stat.version()).isEmpty();
    }

    @Test
    void faultsNameTheFileAndWhatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> store.open(at("missing")))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound))
                .hasMessage("file://" + folder + "/missing: no such file; check the path, or copy it there");
        assertThatThrownBy(() -> store.open(Location.of(folder)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound))
                .hasMessageEndingWith("is a folder, not a file");
        assertThatThrownBy(() -> store.create(Location.of(file.resolve("below"))))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageContaining("a part of its path is a file");
        assertThatThrownBy(() -> store.create(Location.of(folder)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                .hasMessageEndingWith("there is a folder of this name");
        assertThatThrownBy(() -> Location.of("file://host/share/x"))
                .hasMessage(
                        "file://host/share/x: names no file of this machine; write file:///folder/file, with ? and # as %3F"
                                + " and %23, or a path");
        assertThatThrownBy(() -> store.open(Location.of("gopher://host/x")))
                .hasMessage("gopher://host/x: is in a store that this version cannot reach; copy or mount it, and write"
                        + " file:///folder/file");
        assertThat(store.stat(Location.of(file.resolve("below")))).isEmpty();
    }

    /** Such as to data on a disk that is not mounted. */
    @Test
    void aLinkToWhatIsNotThereIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("gone"));
        String words = link + " is a symbolic link to gone, which does not exist; ";

        for (String below : List.of("link", "link/below")) {
            assertThatThrownBy(() -> store.stat(at(below)))
                    .isInstanceOfSatisfying(
                            RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputNotFound))
                    .hasMessage(at(below) + ": " + words + "check the path, or copy it there");
            assertThatThrownBy(() -> store.list(at(below))).hasMessageContaining(words);
            assertThatThrownBy(() -> store.open(at(below))).hasMessageContaining(words);
            assertThatThrownBy(() -> store.create(at(below)))
                    .isInstanceOfSatisfying(
                            RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OutputNotWritable))
                    .hasMessage(
                            at(below) + ": cannot be written: " + words + "remove the link, or make what it leads to");
        }
    }

    @Test
    void anEmptyFolderExists() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.createFile(folder.resolve("file"));

        assertThat(store.folderExists(at("empty"))).isTrue();
        assertThat(store.folderExists(at("file"))).isFalse();
        assertThat(store.folderExists(at("none"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No space left on device | StorageFailed     | No space left on device; nothing was published here, free some",
                "Disk quota exceeded     | StorageFailed     | Disk quota exceeded; nothing was published here, free some",
                "Read-only file system   | OutputNotWritable | cannot be written: Read-only file system",
                "Input/output error      | StorageFailed     | cannot be written: Input/output error",
                "Too many open files     | StorageFailed     | cannot be written: Too many open files; raise what ulimit -n shows",
            })
    void refusalsOfTheFileSystemAreToldApart(String refusal, Reason reason, String message) {
        RadinException fault = FileFaults.writing("file:///out/x", new IOException(refusal));

        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault).hasMessageStartingWith("file:///out/x: ").hasMessageContaining(message);
    }

    private Location at(String name) {
        return Location.of(folder.resolve(name));
    }

    private boolean publish(Location uri, String content) {
        try (Publication publication = store.create(uri)) {
            publication.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
            return publication.publish();
        }
    }
}
