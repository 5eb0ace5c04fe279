package dev.radin.store.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

class ZstdFuzzTest {

    /** A block is of three bytes at least, and of 128 KiB at most. */
    private static final long MOST_TIMES = (128 << 10) / 3;

    /** Nothing but words comes of what is damaged, and no more content than blocks can hold. */
    @FuzzTest
    void zstd(byte[] file) {
        long unpacked = 0;
        byte[] block = new byte[1 << 16];
        try (InputStream stream = new ZstdStream(new ByteArrayInputStream(file))) {
            for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                assertThat(count).isPositive();
                unpacked += count;
            }
        } catch (IOException e) {
            assertThat(Packing.words(e)).isNotBlank();
        }
        assertThat(unpacked).isLessThanOrEqualTo(MOST_TIMES * file.length);
    }
}
