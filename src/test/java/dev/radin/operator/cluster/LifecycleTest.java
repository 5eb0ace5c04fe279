package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resource from its creation to its end, while nothing goes wrong. */
class LifecycleTest {

    private final SimulatedWorkers workers = new SimulatedWorkers(2);
    private Sandbox sandbox;

    @BeforeEach
    void open() {
        sandbox = Sandbox.open(workers).withOperator();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aSelectionComesToItsSoup() {
        sandbox.create("vit");

        SoupSelection done = sandbox.await("vit", "SoupSelected");

        assertThat(sandbox.stages("vit"))
                .containsExactly("inspect", "extract", "rank 1", "evaluate 1", "rank 2", "evaluate 2", "publish");
        assertThat(done.getStatus().best.uri).isEqualTo("file:///out/soups/ab/");
        assertThat(done.getStatus().best.score).isEqualTo("0.800000");
        assertThat(done.getStatus().cost.passes).isEqualTo(8);
        assertThat(workers.passesMade()).isEqualTo(8);
    }
}
