package dev.radin.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.dataset.Batch;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassTest {

    private static final PassProgress UNSEEN = done -> {};

    private final Dataset numbers = Fixtures.dataset("numbers");
    private final CollectedLogits sink = new CollectedLogits();

    @AfterEach
    void close() {
        numbers.close();
    }

    @Test
    void writesEveryExampleInOrderAndTellsProgress() {
        List<Integer> progress = new ArrayList<>();

        Pass.Summary summary = new Pass(new Identity(100), numbers, 5, progress::add).run(sink);

        assertThat(sink.values()).isEqualTo(Fixtures.expected("transposed"));
        assertThat(progress).containsExactly(5, 10, 13);
        assertThat(summary).isEqualTo(new Pass.Summary(13, 6, 5));
    }

    @Test
    void smallDatasetIsOneBatchWhenNobodySaysHowMany() {
        assertThat(new Pass(new Identity(100), numbers, 0, UNSEEN).run(sink).batchSize())
                .isEqualTo(13);
    }

    @Test
    void batchThatDoesNotFitIsHalvedUntilItDoes() {
        Pass.Summary summary = new Pass(new Identity(3), numbers, 13, UNSEEN).run(sink);

        assertThat(summary.batchSize()).isEqualTo(3);
        assertThat(sink.values()).isEqualTo(Fixtures.expected("transposed"));
    }

    @Test
    void singleExampleThatDoesNotFitIsWorkersFailure() {
        assertThatThrownBy(() -> new Pass(new Identity(0), numbers, 0, UNSEEN).run(sink))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("a single example of file:///")
                .hasMessageContaining("CUDA out of memory")
                .extracting(e -> ((RadinException) e).reason())
                .isEqualTo(Reason.WorkerFailed);
    }

    @Test
    void nanIsNamedByItsExample() {
        assertThatThrownBy(() -> new Pass(new Identity(100, 8, Float.NaN), numbers, 5, UNSEEN).run(sink))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("the logits of example 8 of file:///")
                .hasMessageContaining("are NaN")
                .extracting(e -> ((RadinException) e).reason())
                .isEqualTo(Reason.NonFiniteLogits);
    }

    @Test
    void infinityIsNamedByItsExample() {
        assertThatThrownBy(() -> new Pass(new Identity(100, 12, Float.NEGATIVE_INFINITY), numbers, 5, UNSEEN).run(sink))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("the logits of example 12 of")
                .hasMessageContaining("are infinite");
    }

    @Test
    void labelsAreComparedWithTheClassesBeforeAnythingIsWritten() {
        Network twoClasses = new Identity(100) {
            @Override
            public Logits run(Batch batch, int usualExamples) {
                return new Logits(batch.count(), 2, new float[2 * batch.count()]);
            }
        };

        assertThatThrownBy(() -> new Pass(twoClasses, numbers, 0, UNSEEN).run(sink))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("labels[2] is 2 but the network has 2 classes, 0 to 1");
        assertThat(sink.begun()).isFalse();
    }

    @Test
    void interruptionEndsThePassAfterABatch() {
        try {
            Pass pass = new Pass(new Identity(100), numbers, 5, done -> Thread.currentThread()
                    .interrupt());

            assertThatThrownBy(() -> pass.run(sink))
                    .isInstanceOf(PassInterrupted.class)
                    .hasMessage("interrupted after 5 of 13 examples");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    /** Its logits are its inputs. Memory holds only so many examples; one example's logits may be spoilt. */
    private static class Identity implements Network {
        private final int mostExamples;
        private final int spoiltExample;
        private final float spoiltValue;

        Identity(int mostExamples) {
            this(mostExamples, -1, 0);
        }

        Identity(int mostExamples, int spoiltExample, float spoiltValue) {
            this.mostExamples = mostExamples;
            this.spoiltExample = spoiltExample;
            this.spoiltValue = spoiltValue;
        }

        @Override
        public String name() {
            return "identity";
        }

        @Override
        public String deviceType() {
            return "cuda";
        }

        @Override
        public Logits run(Batch batch, int usualExamples) {
            if (batch.count() > mostExamples) {
                throw new BatchTooLarge("CUDA out of memory", null);
            }
            FloatBuffer inputs = batch.data().get(0).asFloatBuffer();
            float[] logits = new float[inputs.remaining()];
            inputs.get(logits);
            int spoilt = spoiltExample - batch.first();
            if (spoilt >= 0 && spoilt < batch.count()) {
                logits[spoilt * 6 + 3] = spoiltValue;
            }
            return new Logits(batch.count(), 6, logits);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
