package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.inference.PassInterrupted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedRunTest {

    @TempDir
    Path output;

    /** An interruption leaves no receipt when a batch was under way, and the stage's line is to be ended all the same. */
    @Test
    void aStageThatIsInterruptedInAPassIsToldAsInterrupted() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.batchSize = 10;
        List<String> lines = new ArrayList<>();

        assertThatThrownBy(() -> quickstart.run(silent -> new SilentDisplay() {
                    @Override
                    public void examplesDone(long examples) {
                        Thread.currentThread().interrupt();
                    }

                    @Override
                    protected void line(String text) {
                        lines.add(text);
                    }
                }))
                .isInstanceOf(PassInterrupted.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines).containsExactly("extract     interrupted");
    }
}
