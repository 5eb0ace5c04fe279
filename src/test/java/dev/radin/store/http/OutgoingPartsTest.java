package dev.radin.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts that are sent while the next ones are made. */
@Timeout(600)
class OutgoingPartsTest {

    private static final int PART = 4 << 10;

    /** Keeps what it is sent; each part may be made to wait, or to fail. */
    private static class Memory implements ObjectPlace.Upload {

        private final Map<Integer, byte[]> parts = new ConcurrentHashMap<>();
        private final Set<byte[]> arrays =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        private final Set<Thread> senders = ConcurrentHashMap.newKeySet();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private volatile boolean aborted;
        private byte[] object;

        void before(int index) {}

        @Override
        public String send(int index, ByteBuffer bytes) {
            assertThat(aborted).as("sent when it was given up").isFalse();
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                before(index);
                senders.add(Thread.currentThread());
                arrays.add(bytes.array());
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(bytes.position(), copy);
                parts.put(index, copy);
                return "part " + index;
            } finally {
                atOnce.decrementAndGet();
            }
        }

        @Override
        public boolean complete(List<String> names) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (int index = 0; index < names.size(); index++) {
                assertThat(names.get(index)).isEqualTo("part " + index);
                whole.writeBytes(parts.get(index));
            }
            object = whole.toByteArray();
            return true;
        }

        @Override
        public void abort() {
            assertThat(atOnce).hasValue(0);
            aborted = true;
        }
    }

    /** With memory for none, one, two and any number of parts on their way, by servers that take several at once or do not. */
    @ParameterizedTest
    @CsvSource({"0, 1, 1", "4096, 2, 2", "8192, 3, 3", "1048576, 5, 5", "1048576, 2, 1"})
    void whateverTheMemoryPartsComeTogetherInOrderAndArraysAreUsedAgain(long memory, int arrays, int atOnce)
            throws Exception {
        Memory server = new Memory() {
            @Override
            public boolean isSequential() {
                return atOnce == 1;
            }
        };
        byte[] content = content(40 * PART + 17);
        OutgoingParts parts = new OutgoingParts(server, new WriteBehind(memory));

        send(parts, content);

        assertThat(parts.complete()).isTrue();
        assertThat(server.object).isEqualTo(content);
        assertThat(server.arrays).hasSizeLessThanOrEqualTo(arrays);
        assertThat(server.mostAtOnce).hasValueLessThanOrEqualTo(atOnce);
    }

    @Test
    void partsAreSentAtOnce() throws Exception {
        CyclicBarrier met = new CyclicBarrier(4);
        Memory server = new Memory() {
            @Override
            void before(int index) {
                meet(met);
            }
        };
        byte[] content = content(4 * PART);
        OutgoingParts parts = new OutgoingParts(server, new WriteBehind(3 * PART));

        send(parts, content);

        assertThat(parts.complete()).isTrue();
        assertThat(server.senders).hasSize(4).contains(Thread.currentThread());
    }

    @Test
    void whatHasNoRoomIsSentByWhoeverMadeIt() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        WriteBehind memory = new WriteBehind(PART);
        Memory slow = new Memory() {
            @Override
            void before(int index) {
                await(free);
            }
        };
        OutgoingParts one = new OutgoingParts(slow, memory);
        one.send(content(PART));
        Memory server = new Memory();
        OutgoingParts other = new OutgoingParts(server, memory);

        other.send(content(PART));

        assertThat(server.senders).containsExactly(Thread.currentThread());
        free.countDown();
        assertThat(one.complete()).isTrue();
        assertThat(slow.senders).doesNotContain(Thread.currentThread());
    }

    @Test
    void aFailureIsThrownAndItsRoomIsGivenBack() {
        WriteBehind memory = new WriteBehind(PART);
        OutgoingParts parts = new OutgoingParts(
                new Memory() {
                    @Override
                    void before(int index) {
                        throw new IllegalArgumentException("refused");
                    }
                },
                memory);
        parts.send(content(PART));

        assertThatThrownBy(parts::complete).hasMessage("refused");
        parts.abort();

        assertThat(memory.arrays().take(PART)).as("there is room again").isNotNull();
    }

    @Test
    void whatIsGivenUpIsNotOnItsWayAnyMoreAndNothingOfItIsKept() {
        WriteBehind memory = new WriteBehind(3 * PART);
        Memory server = new Memory();
        OutgoingParts parts = new OutgoingParts(server, memory);
        send(parts, content(12 * PART));

        parts.abort();

        assertThat(server.aborted).isTrue();
        assertThat(memory.arrays().take(3 * PART)).as("all of the memory").isNotNull();
    }

    /** As by Ctrl-C: what comes after the parts were given up, the server would keep. */
    @Test
    void whoeverIsInterruptedWaitsForWhatIsOnItsWayAllTheSame() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Memory server = new Memory() {
            @Override
            void before(int index) {
                begun.countDown();
                await(free);
            }
        };
        OutgoingParts parts = new OutgoingParts(server, new WriteBehind(PART));
        parts.send(content(PART));
        await(begun);
        freeOnce(Thread.currentThread(), free);

        Thread.currentThread().interrupt();
        try {
            parts.abort();
        } finally {
            assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
        }

        assertThat(server.aborted).isTrue();
    }

    /** Once a thread waits. */
    private static void freeOnce(Thread waiting, CountDownLatch free) {
        Thread other = new Thread(() -> {
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            free.countDown();
        });
        other.setDaemon(true);
        other.start();
    }

    /** A server that has not answered yet when parts were put together. */
    @Test
    void partsArePutTogetherAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Memory server = new Memory() {
            @Override
            public boolean complete(List<String> names) {
                return asked.incrementAndGet() > 1 && super.complete(names);
            }
        };
        OutgoingParts parts = new OutgoingParts(server, new WriteBehind(3 * PART));
        byte[] content = content(3 * PART);
        send(parts, content);

        assertThat(parts.complete()).isFalse();
        assertThat(parts.complete()).isTrue();

        assertThat(server.object).isEqualTo(content);
    }

    private static void send(OutgoingParts parts, byte[] content) {
        byte[] array = new byte[PART];
        int at = 0;
        for (; content.length - at > PART; at += PART) {
            System.arraycopy(content, at, array, 0, PART);
            array = parts.send(array);
        }
        System.arraycopy(content, at, array, 0, content.length - at);
        parts.sendLast(array, content.length - at);
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static void meet(CyclicBarrier met) {
        try {
            met.await();
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
