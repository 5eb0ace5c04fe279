package dev.radin.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.dataset.Batch;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Stores;
import dev.radin.tensor.ByteSink;
import dev.radin.tensor.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How examples are dealt out to batches, on 29 of them without labels. */
class CalibrationTest {

    private final Dataset dataset = Dataset.openInputs(
            Stores.local()
                    .open(Location.of(Path.of("src/test/resources/batchnorm/calibration.safetensors")
                            .toAbsolutePath())),
            Limits.DEFAULT);

    private final List<List<Integer>> loads = new ArrayList<>();
    private final List<Integer> firsts = new ArrayList<>();
    private int closed;

    @AfterEach
    void close() {
        dataset.close();
    }

    @Test
    void batchesTakeTurnsAndDifferByOneAtMost() {
        new Calibration(dataset, 8, done -> {}).run(() -> network(100)).close();

        assertThat(loads).containsExactly(List.of(8, 7, 7, 7));
        assertThat(firsts).containsExactly(0, 1, 2, 3);
    }

    @Test
    void beginsAnewWithHalfOfABatchThatDoesNotFit() {
        new Calibration(dataset, 20, done -> {}).run(() -> network(8)).close();

        assertThat(loads).containsExactly(List.of(), List.of(), List.of(5, 5, 5, 5, 5, 4));
        assertThat(closed).as("every network that was loaded").isEqualTo(3);
    }

    @Test
    void aBatchOfTwoThatDoesNotFitEndsIt() {
        Calibration calibration = new Calibration(dataset, 0, done -> {});

        assertThatThrownBy(() -> calibration.run(() -> network(1)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WorkerFailed))
                .hasMessageContaining("does not fit into the memory of this machine: no room");
        assertThat(closed).isEqualTo(loads.size());
    }

    /** @param most examples that it has room for */
    private MeasuringNetwork network(int most) {
        List<Integer> sizes = new ArrayList<>();
        loads.add(sizes);
        return new MeasuringNetwork() {
            @Override
            public String name() {
                return "soup";
            }

            @Override
            public String deviceType() {
                return "cpu";
            }

            @Override
            public void measure(Batch batch) {
                if (batch.count() > most) {
                    throw new BatchTooLarge("no room", null);
                }
                sizes.add(batch.count());
                firsts.add(batch.first());
            }

            @Override
            public void write(ByteSink target) {}

            @Override
            public void close() {
                closed++;
            }
        };
    }
}
