package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The deadline ends what waits for threads that never come. */
@Timeout(600)
class ThreadsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void eachTaskIsDoneOnceAndResultsAreInOrder(int count) {
        AtomicIntegerArray done = new AtomicIntegerArray(500);

        assertThat(Threads.of(count).map(500, k -> {
                    done.incrementAndGet(k);
                    return 3 * k;
                }))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(k -> 3 * k).toList());
        assertThat(IntStream.range(0, 500)).allMatch(k -> done.get(k) == 1);
    }

    @Test
    void nothingToDoIsDone() {
        assertThat(Threads.of(4).map(0, k -> k)).isEmpty();
    }

    /** Each of three tasks waits for two others to be under way. */
    @Test
    void asManyTasksAreUnderWayAsThereAreThreads() {
        CyclicBarrier together = new CyclicBarrier(3);

        Threads.of(3).each(3, k -> await(together));
    }

    @Test
    void noMoreThreadsWorkThanWereGiven() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Threads two = Threads.of(2);

        two.each(100, k -> seen.add(Thread.currentThread()));
        two.each(100, k -> seen.add(Thread.currentThread()));

        // On a busy machine the other one may do everything.
        assertThat(seen)
                .hasSizeLessThanOrEqualTo(2)
                .allMatch(t -> t == Thread.currentThread() || t.getName().equals("soup"));
    }

    @RepeatedTest(50)
    void ofSeveralFailuresTheLowestIsThrown() {
        assertThatThrownBy(() -> Threads.of(4).each(200, k -> {
                    if (k == 13 || k > 13 && k % 2 == 0) {
                        throw new IllegalStateException("task " + k);
                    }
                }))
                .hasMessage("task 13");
    }

    /** The second task fails while the first is still at work, and the first fails last. */
    @Test
    void alsoWhenItComesLast() {
        CyclicBarrier bothUnderWay = new CyclicBarrier(2);

        assertThatThrownBy(() -> Threads.of(2).each(2, k -> {
                    await(bothUnderWay);
                    for (int turn = 0; k == 0 && turn < 1000; turn++) {
                        Thread.yield();
                    }
                    throw new OutOfMemoryError("task " + k);
                }))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("task 0");
    }

    @Test
    void tasksMayHaveTasksOfTheirOwn() {
        Threads threads = Threads.of(2);

        assertThat(threads.map(20, k -> threads.map(20, j -> k * j).stream()
                        .mapToInt(Integer::intValue)
                        .sum()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(k -> 190 * k).toList());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
