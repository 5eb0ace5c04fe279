package dev.radin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsReadUntilItIsClosedAndGoneThen() {
        ByteBuffer read = ByteBuffer.allocate(3);

        try (ScratchFile file =
                ScratchFile.written(folder, ".bin", f -> f.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4})))) {
            file.read(1, read);
        }

        assertThat(read.array()).containsExactly(2, 3, 4);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whereTheWriterFailsThereIsNoFile() {
        assertThatThrownBy(() -> ScratchFile.written(folder, ".bin", f -> {
                    throw new IllegalStateException("no content");
                }))
                .hasMessage("no content");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsGoneIsNamedWithWhatToDo() {
        Path gone = folder.resolve("gone");

        assertThatThrownBy(() -> ScratchFile.create(gone, ".bin"))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StorageFailed))
                .hasMessage("the scratch folder failed at " + gone
                        + ": no such file; free some space there, or choose another folder with --scratch");
    }

    @Test
    void whatCannotBeRemovedIsNamed() {
        ScratchFile file = ScratchFile.create(folder, ".bin");
        replaceByFolder(file.path());

        assertThatThrownBy(file::close)
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("the scratch folder failed at " + file.path() + ": ");
    }

    /** What keeps it from being removed comes second. */
    @Test
    void aWriterThatFailsIsHeardAlsoWhereTheFileStays() {
        assertThatThrownBy(() -> ScratchFile.written(folder, ".bin", f -> {
                    replaceByFolder(f.path());
                    throw new IllegalStateException("no content");
                }))
                .hasMessage("no content")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    private static void replaceByFolder(Path file) {
        try {
            Files.delete(file);
            Files.createDirectories(file.resolve("inside"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
