package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.Eventually;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.fault.Reason;
import dev.radin.protocol.Stage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator tells whoever runs it, and its Events whoever owns the selection: the whole of a run. */
@NeedsKubernetes
class LogTest {

    private final SimulatedWorkers workers = new SimulatedWorkers(1);
    private final Lines lines = new Lines();
    private final Logger operators = Logger.getLogger("dev.radin.operator");
    private Sandbox sandbox;

    @BeforeEach
    void open() {
        operators.addHandler(lines);
        sandbox = Sandbox.open(workers).withOperator();
    }

    @AfterEach
    void close() {
        operators.removeHandler(lines);
        sandbox.close();
    }

    @Test
    void aRunIsOneLineForEachThingDoneAndEachState() {
        sandbox.create("vit");
        String result = Sandbox.message(sandbox.await("vit", "SoupSelected"));
        Eventually.until(
                "the result is logged",
                () -> lines.of(sandbox).contains("INFO SoupSelected: " + result),
                () -> lines.of(sandbox).toString());

        assertThat(lines.of(sandbox))
                .containsExactly(
                        "INFO created Job vit-inspect-# of 1 pods for stage inspect",
                        "INFO Inspecting: looking at the inputs",
                        "INFO created Job vit-extract-# of 2 pods for stage extract",
                        "INFO MakingPasses: 0 of 4 passes of single models made",
                        "INFO created Job vit-rank-# of 1 pods for stage rank 1",
                        "INFO Ranking: ranking candidates, round 1",
                        "INFO created Job vit-evaluate-# of 1 pods for stage evaluate 1",
                        "INFO EvaluatingSoups: 0 of 2 soups of round 1 evaluated",
                        "INFO created Job vit-publish-# of 1 pods for stage publish",
                        "INFO Publishing: writing the result",
                        "INFO SoupSelected: " + result);
    }

    @Test
    void whatALineIsAboutIsInItsFields() {
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");
        Eventually.until(
                "the result is logged",
                () -> lines.fields(sandbox).contains("null SoupSelected"),
                () -> lines.fields(sandbox).toString());

        assertThat(lines.fields(sandbox))
                .startsWith("inspect null", "null Inspecting", "extract null", "null MakingPasses", "rank null");
    }

    @Test
    void eachStageThatHasSomethingToTellIsOneEvent() {
        sandbox.create("vit");
        String result = Sandbox.message(sandbox.await("vit", "SoupSelected"));

        assertThat(sandbox.events("vit"))
                .extracting(e -> e.getType() + " " + e.getReason() + ": " + e.getNote())
                .containsExactlyInAnyOrder(
                        "Normal Inspected: 4 models can be used; 4 passes to make, 0 in the cache",
                        "Normal ModelsRun: 4 passes made, 0 reused",
                        "Normal SoupsEvaluated: round 1: 2 passes made, 0 reused",
                        "Normal SoupSelected: " + result);
    }

    @Test
    void whatSomebodyShouldMendIsAWarning() {
        workers.fail(Stage.inspect, Reason.InputNotFound, "file:///a: no such file");
        sandbox.create("vit");
        sandbox.await("vit", "InputNotFound");

        Eventually.until(
                "it is logged",
                () -> lines.of(sandbox).contains("WARN InputNotFound: file:///a: no such file"),
                () -> lines.of(sandbox).toString());
    }

    /** Of all operators in this JVM. */
    private static final class Lines extends Handler {

        private static final ExtFormatter FORMAT = new PatternFormatter("%p %s");

        private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();

        /** Without times, and with # for what is a hash; each has the selection as fields. */
        List<String> of(Sandbox sandbox) {
            return about(sandbox)
                    .map(r -> FORMAT.format(r).replaceAll("-[0-9a-z]{9}\\b", "-#"))
                    .toList();
        }

        /** Stage and state. */
        List<String> fields(Sandbox sandbox) {
            return about(sandbox)
                    .map(r -> r.getMdc("stage") + " " + r.getMdc("state"))
                    .toList();
        }

        private Stream<ExtLogRecord> about(Sandbox sandbox) {
            return records.stream()
                    .filter(r -> sandbox.namespace().equals(r.getMdc("namespace")) && "vit".equals(r.getMdc("name")));
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                ExtLogRecord copy = ExtLogRecord.wrap(line);
                copy.copyMdc();
                records.add(copy);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
