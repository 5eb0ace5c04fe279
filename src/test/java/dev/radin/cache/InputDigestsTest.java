package dev.radin.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.fault.RadinException;
import dev.radin.operator.Resources;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of which only the owner is set again, as a kubelet does to every file of a volume whenever a pod with an fsGroup
 * mounts it, another team's pods among them.
 */
class InputDigestsTest {

    @TempDir
    private Path folder;

    private final Store store = Stores.local();
    private final InputFiles files = new InputFiles(store, Limits.DEFAULT);

    private Path file;
    private int readings;
    private Runnable meanwhile = () -> {};

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("val.safetensors"), "content");
    }

    @Test
    void itIsReadAgainAndIsTheSameInAnotherPod() {
        Inspection.Input inspected = settled();
        String digest = pod().of(inspected);

        ownAgain();
        InputDigests later = pod();

        assertThat(later.of(inspected)).isEqualTo(digest);
        later.confirm(inspected, digest);
        assertThat(pod().of(inspected)).isEqualTo(digest);
        assertThat(readings).as("once by each of its times").isEqualTo(2);
    }

    @Test
    void itIsTheSameThoughThatHappensWhileItIsRead() {
        Inspection.Input inspected = settled();
        meanwhile = () -> {
            meanwhile = () -> {};
            ownAgain();
        };

        assertThat(pod().of(inspected)).endsWith("content");
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void whatIsMadeFromItIsConfirmedByOneMoreReading() {
        Inspection.Input inspected = settled();
        InputDigests pod = pod();
        String digest = pod.of(inspected);

        ownAgain();
        settled();
        pod.confirm(inspected, digest);
        pod.confirm(inspected, digest);

        assertThat(readings).isEqualTo(2);
    }

    @Test
    void otherContentWithTheSameTimeOfWritingIsAChange() throws IOException {
        Inspection.Input inspected = settled();
        String digest = pod().of(inspected);

        var written = Files.getLastModifiedTime(file);
        Files.writeString(file, "CONTENT");
        Files.setLastModifiedTime(file, written);

        assertThatExceptionOfType(RadinException.class)
                .isThrownBy(() -> pod().of(inspected))
                .withMessageContaining("changed while the selection ran");
        assertThatExceptionOfType(RadinException.class)
                .isThrownBy(() -> pod().confirm(inspected, digest))
                .withMessageContaining("changed while the selection ran");
    }

    @Test
    void aDigestThatIsRememberedIsHeldToOneThatIsPinnedLater() {
        Inspection.Input inspected = settled();
        String digest = pod().of(inspected);
        Inspection.Input pinned =
                new Inspection.Input(inspected.uri(), inspected.sizeBytes(), inspected.version(), "sha256:other", null);

        assertThatExceptionOfType(RadinException.class)
                .isThrownBy(() -> pod().of(pinned))
                .withMessage(inspected.uri() + ": its content is " + digest
                        + ", but the resource pins sha256:other; restore the file or correct the digest");
    }

    /** What one process knows; all of them remember in one cache. */
    private InputDigests pod() {
        Layout layout = new Layout(
                Selections.of(Resources.selection("vit", spec -> spec.output.uri = "file://" + folder.resolve("out"))));
        return new InputDigests(
                new InputDigests.Shared(layout, new StoredJson(store), files),
                List.of(),
                this::read,
                input -> Optional.empty());
    }

    private String read(Inspection.Input input) {
        readings++;
        try {
            String content = Files.readString(file);
            meanwhile.run();
            return "sha256:" + content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ownAgain() {
        try {
            Object group = Files.getAttribute(file, "unix:gid");
            Files.setAttribute(file, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that has only just changed has no version yet. */
    private Inspection.Input settled() {
        Inspection.Input input = files.statFile(file.toUri().toString(), null);
        while (input.version().isEmpty()) {
            Thread.onSpinWait();
            input = files.statFile(file.toUri().toString(), null);
        }
        return input;
    }
}
