package dev.radin.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.Limits;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileSafetensorsTest {

    private static final String URI_TEXT = "file:///models/hostile.safetensors";
    private static final Limits SMALL = new Limits(10_000, 1, 1, 100, 1 << 20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesByNamingTheFaultAndTheFile(String complaint, byte[] content) {
        InMemoryStore store = new InMemoryStore().with(URI_TEXT, content);

        RadinException refusal = catchThrowableOfType(
                RadinException.class, () -> SafetensorsFile.open(store.open(Location.of(URI_TEXT)), SMALL));

        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.CorruptModel);
        assertThat(refusal).hasMessageStartingWith(URI_TEXT + ": ").hasMessageContaining(complaint);
        assertThat(refusal.getMessage()).doesNotContain("\n").endsWith(".");
        assertThat(store.openBlobs()).isZero();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                file("it has 0 bytes", new byte[0]),
                file("it has 7 bytes", new byte[7]),
                file("announce a header of 16 bytes in a file of 10", length(16, "{}")),
                file("announce a header of 10000000000 bytes", length(10_000_000_000L, "{}")),
                file("announce a header of 18446744073709551615 bytes", length(-1, "{}")),
                file("announce a header of 9223372036854775807 bytes", length(Long.MAX_VALUE, "{}")),
                file("no JSON object", length(0, "")),
                file("no JSON object", SafetensorsBytes.of("[1]")),
                file("no JSON object", SafetensorsBytes.of("  {}")),
                file("larger than the limit of 10000", SafetensorsBytes.of("{" + " ".repeat(10_000) + "}")),
                json("{", "header is not valid"),
                json("{} {}", "there is more after its end"),
                json("{\"a\":1}", "there must be an object"),
                json("{\"a\":[]}", "there must be an object"),
                json("{\"a\":null}", "there must be an object"),
                json("{\"a\":{\"dtype\":3}}", "there must be a string"),
                json("{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}", "tensor \"a\" lacks"),
                json("{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0]}}", "tensor \"a\" lacks"),
                json("{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1,2]}}", "more than 2 numbers"),
                json("{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"hidden\":[0,1,2]}}", "tensor \"a\" lacks"),
                json("{\"a\":{\"x\":1,\"x\":2}}", "\"x\" stands twice"),
                json(
                        "{\"a\":{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}}",
                        "header is not valid at tensor \"a\""),
                json("{\"__metadata__\":[]}", "there must be an object"),
                json("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", "\"dtype\" stands twice"),
                json("{\"__metadata__\":{\"a\":1}}", "there must be a string"),
                json("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", "\"a\" stands twice"),
                json("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}", "tensor \"a\" lacks"),
                json("{'a':1}", "header is not valid"),
                json("{\"a\":NaN}", "header is not valid"),
                file("it is not UTF-8", SafetensorsBytes.of(3, new byte[] {'{', '"', (byte) 0xC3, '"', '}'})),
                tensor("F3", "[8]", 0, 3, 3, "dtype F3, which is not supported"),
                tensor("F4", "[3]", 0, 1, 1, "F4 [3], which ends within a byte"),
                tensor("F6_E2M3", "[2]", 0, 1, 1, "F6_E2M3 [2], which ends within a byte"),
                tensor("F6_E3M2", "[4]", 0, 4, 4, "F6_E3M2 [4] but has 4 bytes"),
                tensor("f32", "[1]", 0, 4, 4, "dtype f32"),
                tensor("U8", "[-1]", 0, 1, 1, "shape [-1]"),
                tensor("U8", "[-1,-1]", 0, 1, 1, "shape [-1, -1]"),
                tensor("U8", "[1.0]", 0, 1, 1, "there must be a whole number"),
                tensor("U8", "[1e0]", 0, 1, 1, "there must be a whole number"),
                tensor("U8", "[\"1\"]", 0, 1, 1, "there must be a whole number"),
                tensor(
                        "U8",
                        "[99999999999999999999]",
                        0,
                        1,
                        1,
                        "at tensor \"a\": a number is outside the range of 64 bits"),
                tensor("U8", "[" + "9".repeat(100) + "]", 0, 1, 1, "header is not valid"),
                tensor("U8", "[" + "1,".repeat(64) + "1]", 0, 1, 1, "more than 64 numbers"),
                tensor("U8", "[4294967296,4294967296]", 0, 0, 0, "larger than any file"),
                tensor("F64", "[2305843009213693952]", 0, 0, 0, "larger than any file"),
                tensor("F32", "[2]", 0, 4, 4, "tensor \"a\" is F32 [2] but has 4 bytes"),
                tensor("U8", "[1]", 1, 0, 1, "data_offsets [1, 0], which is no range"),
                tensor("U8", "[1]", -1, 0, 1, "data_offsets [-1, 0], which is no range"),
                tensor("U8", "[4]", 0, 4, 3, "ends at byte 4 of the data, which has 3"),
                tensor("U8", "[4]", 0, 4, 5, "1 bytes follow its last tensor"),
                tensor("U8", "[4]", 1, 5, 5, "leaves a gap before byte 1"),
                json(two("[0,4]", "[3,7]"), "tensor \"b\" begins at byte 3 of the data, inside another", 7),
                json(two("[0,4]", "[0,4]"), "inside another", 4),
                json(two("[0,4]", "[5,9]"), "leaves a gap before byte 5", 9),
                json("{\"a\":" + four("[0,4]") + ",\"a\":" + four("[4,8]") + "}", "\"a\" stands twice", 8),
                json("{}", "1 bytes follow", 1),
                json(many(101), "more than 100 entries"));
    }

    @Test
    void aDatasetIsRefusedForTheReasonItsReaderGives() {
        InMemoryStore store = new InMemoryStore().with(URI_TEXT, new byte[3]);

        assertThatThrownBy(() ->
                        SafetensorsFile.open(store.open(Location.of(URI_TEXT)), Limits.DEFAULT, Reason.InvalidInput))
                .extracting("reason")
                .isEqualTo(Reason.InvalidInput);
    }

    @Test
    void aHeaderOfTenGigabytesInAFileThatLargeIsRefusedUnread() {
        EndlessBlob blob = new EndlessBlob(length(10_000_000_000L, "{"), ' ', 20_000_000_000L);

        assertThatThrownBy(() -> SafetensorsFile.open(blob, Limits.DEFAULT))
                .hasMessageContaining("its header of 10000000000 bytes is larger than the limit of 100000000");

        assertThat(blob.bytesRead()).isLessThanOrEqualTo(9);
    }

    @Test
    void aHeaderOfOneEndlessStringIsGivenUpEarly() {
        EndlessBlob blob = new EndlessBlob(length(90_000_000L, "{\"__metadata__\":{\"a\":\""), 'x', 100_000_000L);

        assertThatThrownBy(() -> SafetensorsFile.open(blob, Limits.DEFAULT))
                .hasMessageContaining("header is not valid");

        assertThat(blob.bytesRead()).isLessThan(4_000_000);
    }

    @Test
    void aHeaderOfEndlessNestingIsGivenUpEarly() {
        EndlessBlob blob = new EndlessBlob(length(90_000_000L, "{\"a\":"), '[', 100_000_000L);

        assertThatThrownBy(() -> SafetensorsFile.open(blob, Limits.DEFAULT))
                .hasMessageContaining("header is not valid");

        assertThat(blob.bytesRead()).isLessThan(1_000_000);
    }

    private static Arguments file(String complaint, byte[] content) {
        return Arguments.of(complaint, content);
    }

    private static Arguments json(String header, String complaint) {
        return json(header, complaint, 0);
    }

    private static Arguments json(String header, String complaint, int dataBytes) {
        return Arguments.of(complaint, SafetensorsBytes.of(header, new byte[dataBytes]));
    }

    private static Arguments tensor(String dtype, String shape, long begin, long end, int dataBytes, String complaint) {
        String entry =
                "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + "," + end + "]}";
        return json("{\"a\":" + entry + "}", complaint, dataBytes);
    }

    private static String two(String offsetsOfA, String offsetsOfB) {
        return "{\"a\":" + four(offsetsOfA) + ",\"b\":" + four(offsetsOfB) + "}";
    }

    private static String four(String offsets) {
        return "{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":" + offsets + "}";
    }

    private static String many(int tensors) {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"t" + i + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        return header + "}";
    }

    private static byte[] length(long announced, String header) {
        return SafetensorsBytes.of(announced, header.getBytes(StandardCharsets.UTF_8));
    }
}
