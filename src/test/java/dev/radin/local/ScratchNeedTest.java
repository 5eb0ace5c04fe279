package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Selection.FloatDType;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Stores;
import dev.radin.worker.ScratchNeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the dry run promises of scratch, against what lies there while the selection runs. */
class ScratchNeedTest {

    private static final int CLASSES = 26;

    @TempDir
    Path output;

    /** The files that there are at one time: averaged weights, a network and logits. */
    @ParameterizedTest
    @CsvSource({"1, 3,", "4, 3,", "16, 11,", "16, 2,", "16, 0,", "3, 2, BF16", "16, 11, F32"})
    void isNeverExceeded(int passesPerShare, int budget, FloatDType dtype) {
        Quickstart quickstart = new Quickstart(output);
        quickstart.models = quickstart.models.subList(3, 7);
        quickstart.test = List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));
        quickstart.passesPerShare = passesPerShare;
        quickstart.budget = budget;
        quickstart.outputDType = dtype;
        ScratchNeed promised = quickstart.dryRun().scratch();
        Watch watch = new Watch(output.resolve("scratch"));

        quickstart.run(display -> watch).report();

        assertThat(watch.most)
                .isLessThanOrEqualTo(promised.bytes() + CLASSES * promised.bytesAClass())
                .isGreaterThan(promised.bytes() / 2);
    }

    /** They stay on scratch for as long as a share reads them, whatever else it does. */
    @Test
    void archivesThatHadToBeUnpackedCount() {
        Quickstart quickstart = new Quickstart(output);
        long inPlace = quickstart.dryRun().scratch().bytes();
        quickstart.store = new ForwardingStore(Stores.local()) {
            @Override
            public long scratchBytes() {
                return 5L << 30;
            }
        };

        assertThat(quickstart.dryRun().scratch().bytes() - inPlace).isEqualTo(5L << 30);
    }

    private static final class Watch extends SilentDisplay {
        private final Path scratch;
        private long most;

        Watch(Path scratch) {
            this.scratch = scratch;
        }

        @Override
        public void passStarted(String what, long examples) {
            look();
        }

        @Override
        public void examplesDone(long examples) {
            look();
        }

        private void look() {
            try (Stream<Path> files = Files.list(scratch)) {
                most = Math.max(
                        most, files.mapToLong(file -> file.toFile().length()).sum());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
