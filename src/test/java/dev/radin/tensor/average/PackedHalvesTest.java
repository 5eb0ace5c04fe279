package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TestTensors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code, and F32s on and beside every value and every tie, against PyTorch: dev/fixtures/tensor.py. */
class PackedHalvesTest {

    private static final int CODES = 1 << 16;

    private final PackedHalves halves = new PackedHalves(CODES);
    private final RawBlock block = new RawBlock(2 * CODES);
    private final float[] row = new float[CODES];

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void widensEveryCodeAsPyTorch(DType dtype) throws IOException {
        for (int code = 0; code < CODES; code++) {
            block.bytes.putShort(2 * code, (short) code);
        }
        ByteBuffer wide = ByteBuffer.allocate(4 * CODES).order(ByteOrder.LITTLE_ENDIAN);

        halves.decode(dtype, block.ints, 0, CODES / 2, row);

        for (int code = 0; code < CODES; code++) {
            wide.putInt(Float.floatToIntBits(row[PackedHalves.position(code, CODES / 2)]));
        }
        assertThat(sha256(wide)).isEqualTo(expected(dtype + ".widened"));
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void narrowsAroundEveryValueAndTieAsPyTorch(DType dtype) throws IOException {
        TreeSet<Integer> lower = lowerHalves();
        ByteBuffer narrow = ByteBuffer.allocate(2 * CODES * lower.size()).order(ByteOrder.LITTLE_ENDIAN);

        for (int low : lower) {
            for (int high = 0; high < CODES; high++) {
                row[PackedHalves.position(high, CODES / 2)] = Float.intBitsToFloat(high << 16 | low);
            }
            halves.encode(dtype, row, CODES / 2, block.ints, 0);
            for (int high = 0; high < CODES; high++) {
                short code = block.bytes.getShort(2 * high);
                narrow.putShort(Float.isNaN(Float.intBitsToFloat(high << 16 | low)) ? nan(dtype, code) : code);
            }
        }

        assertThat(sha256(narrow)).isEqualTo(expected(dtype + ".narrowed"));
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void narrowsAsOneByOne(DType dtype) {
        for (int low : lowerHalves()) {
            for (int high = 0; high < CODES; high++) {
                row[PackedHalves.position(high, CODES / 2)] = Float.intBitsToFloat(high << 16 | low);
            }

            halves.encode(dtype, row, CODES / 2, block.ints, 0);

            for (int high = 0; high < CODES; high++) {
                float value = Float.intBitsToFloat(high << 16 | low);
                short one = dtype == DType.F16 ? Half.floatToF16(value) : Half.floatToBf16(value);
                if (block.bytes.getShort(2 * high) != one) {
                    assertThat(block.bytes.getShort(2 * high)).as("%a", value).isEqualTo(one);
                }
            }
        }
    }

    private static TreeSet<Integer> lowerHalves() {
        TreeSet<Integer> lower = new TreeSet<>(List.of(0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF));
        for (int k = 0; k < 8; k++) {
            for (int t : new int[] {0, 0xFFF, 0x1000, 0x1001}) {
                lower.add(k * 0x2000 + t);
            }
        }
        return lower;
    }

    /** The one NaN that the fixture has, if the code is a NaN at all. */
    private static short nan(DType dtype, short code) {
        float value = dtype == DType.F16 ? Half.f16ToFloat(code) : Half.bf16ToFloat(code);
        return Float.isNaN(value) ? (short) (dtype == DType.F16 ? 0x7E00 : 0x7FC0) : code;
    }

    private static String expected(String key) throws IOException {
        Properties digests = new Properties();
        digests.load(new ByteArrayInputStream(TestTensors.resource("conversions.properties")));
        return digests.getProperty(key);
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
