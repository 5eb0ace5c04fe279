package dev.radin.store.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of zstd's own program, made by dev/fixtures/zstd_frames.py. */
class ZstdStreamTest {

    private static final String CONTENT = "62dd8780d711b1c96867746f59b5d223f3cfa40560bb7ad0fbf48c4048b92802";
    private static final int CONTENT_BYTES = 413_836;

    @ParameterizedTest
    @ValueSource(strings = {"fast", "usual", "best", "parts"})
    void unpacksWhatZstdHasPacked(String name) throws IOException {
        byte[] unpacked = unpacked(fixture(name));

        assertThat(unpacked).hasSize(CONTENT_BYTES);
        assertThat(Hash.sha256(unpacked)).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wide | it is packed with a window of 128 MiB, and readers of zstd are asked for 8, so pack it without --ultra and --long",
                "endless | it is packed with a window of 1048576 MiB, and readers of zstd are asked for 8, so pack it without --ultra and --long",
                "windowless | it is packed with a window of 3932160 MiB, and readers of zstd are asked for 8, so pack it without --ultra and --long",
                "block | it is damaged",
                "dictionary | it is packed with a dictionary, which is not here",
                "checksum | it is damaged",
                "cut | it ends in the midst of a frame"
            })
    void refusesWhatTakesMemoryAndWhatIsDamaged(String name, String says) throws IOException {
        byte[] packed = fixture(name);

        assertThatThrownBy(() -> unpacked(packed))
                .isInstanceOf(IOException.class)
                .hasMessage(says);
    }

    @Test
    void refusesAnotherFormat() {
        assertThatThrownBy(() -> unpacked(Tar.gzip(new byte[100])))
                .isInstanceOf(IOException.class)
                .hasMessage("it is not made by zstd");
    }

    @Test
    void refusesWhatEndsInTheMidstWhereverThatIs() throws IOException {
        byte[] packed = fixture("parts");
        for (int length = 0; length < packed.length; length += length < 100 ? 1 : 997) {
            byte[] cut = Arrays.copyOf(packed, length);
            int skippedFrame = 8 + "what is it".length();
            if (length != skippedFrame) {
                assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whatIsWrongWithItsSourceIsSaidAsItIs() {
        RadinException gone = new RadinException(Reason.InputChanged, "s3://b/k: changed");
        InputStream source = new InputStream() {
            @Override
            public int read() {
                throw gone;
            }
        };

        assertThatThrownBy(() -> new ZstdStream(source).read()).isSameAs(gone);
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (InputStream stream = new ZstdStream(new ByteArrayInputStream(packed))) {
            return stream.readAllBytes();
        }
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream file = ZstdStreamTest.class.getResourceAsStream("ZstdFuzzTestInputs/zstd/" + name)) {
            return file.readAllBytes();
        }
    }
}
