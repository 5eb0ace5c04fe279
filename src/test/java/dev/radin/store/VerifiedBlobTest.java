package dev.radin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** An object whose digest is known before it is read. */
class VerifiedBlobTest {

    private static final String URI = "hf://owner/data@main/val.safetensors";

    private int verified;

    private VerifiedBlob blob(byte[] content, String digest) {
        return new VerifiedBlob(new HeapBlob(URI, content), digest, () -> verified++);
    }

    /** Reads of parts in any order, some of them twice, into the midst of buffers of both kinds. */
    @Property(tries = 300)
    void allOfItIsVerifiedWithTheLastByteHoweverItIsRead(
            @ForAll @IntRange(min = 1, max = 700_000) int size,
            @ForAll @IntRange(min = 1, max = 9) int parts,
            @ForAll long seed,
            @ForAll boolean damaged) {
        Random random = new Random(seed);
        byte[] content = new byte[size];
        random.nextBytes(content);
        String digest = Digests.of(content);
        if (damaged) {
            content[random.nextInt(size)] ^= 1;
        }
        VerifiedBlobTest test = new VerifiedBlobTest();
        VerifiedBlob blob = test.blob(content, digest);
        List<int[]> reads = reads(size, parts, random);

        for (int i = 0; i < reads.size() - 1; i++) {
            int[] read = reads.get(i);
            assertThat(read(blob, read[0], read[1], random.nextBoolean()))
                    .isEqualTo(Arrays.copyOfRange(content, read[0], read[1]));
            assertThat(test.verified).isZero();
        }
        int[] last = reads.get(reads.size() - 1);
        if (damaged) {
            assertThatThrownBy(() -> read(blob, last[0], last[1], false)).isInstanceOf(RadinException.class);
        } else {
            read(blob, last[0], last[1], false);
            read(blob, 0, size, false);
        }
        assertThat(test.verified).isEqualTo(damaged ? 0 : 1);
    }

    /** The last of them is of bytes that no other one has. */
    private static List<int[]> reads(int size, int parts, Random random) {
        List<int[]> reads = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int[] part = {(int) ((long) size * i / parts), (int) ((long) size * (i + 1) / parts)};
            if (part[0] < part[1]) {
                reads.add(part);
            }
        }
        Collections.shuffle(reads, random);
        int[] again = reads.get(0);
        if (reads.size() > 1) {
            reads.add(1, new int[] {again[0], again[0] + (again[1] - again[0]) / 2});
        }
        return reads;
    }

    private static byte[] read(Blob blob, int start, int end, boolean direct) {
        int length = end - start;
        ByteBuffer whole = direct ? ByteBuffer.allocateDirect(length + 7) : ByteBuffer.allocate(length + 7);
        ByteBuffer target = whole.position(3).limit(3 + length);
        blob.read(start, target);
        assertThat(target.hasRemaining()).isFalse();
        byte[] bytes = new byte[length];
        whole.position(3).get(bytes);
        return bytes;
    }

    @Test
    void whatItIsInsteadIsSaid() {
        VerifiedBlob blob = blob(new byte[] {1, 2, 3}, "sha256:00");

        assertThatThrownBy(() -> blob.read(0, ByteBuffer.allocate(3)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InputChanged))
                .hasMessage(URI + ": its content is " + Digests.of(new byte[] {1, 2, 3})
                        + ", and sha256:00 where it is kept; put it there again");
    }
}
