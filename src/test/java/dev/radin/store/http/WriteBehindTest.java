package dev.radin.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts that are sent while the next are made. */
@Timeout(60)
class WriteBehindTest {

    private static final int PART = 1 << 20;

    @Test
    void partsAreSentAtOnce() {
        CyclicBarrier met = new CyclicBarrier(3);
        WriteBehind sender = new WriteBehind(3 * PART);

        Future<Integer> one = sender.send(PART, () -> meet(met));
        Future<Integer> two = sender.send(PART, () -> meet(met));
        Future<Integer> three = sender.send(PART, () -> meet(met));

        assertThat(WriteBehind.await(one) + WriteBehind.await(two) + WriteBehind.await(three))
                .isEqualTo(3);
    }

    @Test
    void whatHasNoRoomIsSentByWhoeverMadeIt() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        WriteBehind sender = new WriteBehind(PART);
        Future<Thread> behind = sender.send(PART, () -> {
            await(free);
            return Thread.currentThread();
        });

        Future<Thread> here = sender.send(PART, Thread::currentThread);

        assertThat(here.isDone()).isTrue();
        assertThat(here.get()).isSameAs(Thread.currentThread());
        free.countDown();
        assertThat(WriteBehind.await(behind)).isNotSameAs(Thread.currentThread());
        assertThat(WriteBehind.await(sender.send(PART, Thread::currentThread)))
                .as("there is room again")
                .isNotSameAs(Thread.currentThread());
    }

    @Test
    void aFailureIsTheWaitersAndItsRoomIsGivenBack() {
        WriteBehind sender = new WriteBehind(PART);
        Future<String> failed = sender.send(PART, () -> {
            throw new IllegalArgumentException("refused");
        });

        assertThatThrownBy(() -> WriteBehind.await(failed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("refused");
        assertThat(WriteBehind.await(sender.send(PART, Thread::currentThread))).isNotSameAs(Thread.currentThread());
    }

    private static int meet(CyclicBarrier met) {
        try {
            met.await(30, TimeUnit.SECONDS);
            return 1;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
