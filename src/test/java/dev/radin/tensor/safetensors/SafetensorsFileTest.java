package dev.radin.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.location.Location;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsFileTest {

    private static final String URI_TEXT = "file:///models/a.safetensors";

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void readsAnyRangeOfATensor() {
        String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2,2],\"data_offsets\":[2,6]}}";
        SafetensorsFile file = open(SafetensorsBytes.of(header, new byte[] {1, 2, 3, 4, 5, 6}));

        ByteBuffer target = ByteBuffer.allocate(2);
        file.read(file.tensors().get(1), 1, target);

        assertThat(target.array()).containsExactly(4, 5);
        assertThat(file.tensors())
                .containsExactly(
                        new TensorInfo("a", DType.U8, List.of(2L)), new TensorInfo("b", DType.U8, List.of(2L, 2L)));
    }

    @Test
    void keepsTheMetadataAndTheOrderOfTheHeader() {
        SafetensorsFile file = open(SafetensorsBytes.of(
                "{\"z\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[1,2]},\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"a\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[0,1]}}  ",
                new byte[2]));

        assertThat(file.tensors()).extracting(TensorInfo::name).containsExactly("z", "a");
        assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
    }

    @Test
    void readsBeyondTwoGibibytes() {
        long elements = 5_000_000_000L;
        byte[] header = SafetensorsBytes.of(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + elements + "],\"data_offsets\":[0," + 4 * elements + "]}}");
        EndlessBlob blob = new EndlessBlob(header, 'x', header.length + 4 * elements);

        try (SafetensorsFile file = SafetensorsFile.open(blob, Limits.DEFAULT)) {
            ByteBuffer last = ByteBuffer.allocate(4);
            file.read(file.tensors().get(0), 4 * (elements - 1), last);

            assertThat(last.array()).containsOnly('x');
            assertThat(blob.bytesRead()).isLessThan(200);
        }
    }

    @Test
    void refusesToReadOutsideATensor() {
        SafetensorsFile file = open(SafetensorsBytes.vector("a", 1, 2));

        assertThatThrownBy(() -> file.read(file.tensors().get(0), 4, ByteBuffer.allocate(8)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void closesItsBlobWithItAndWhenTheFileIsRefused() {
        open(SafetensorsBytes.vector("a", 1)).close();
        assertThatThrownBy(() -> open("no".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith(URI_TEXT + ": it has 2 bytes");

        assertThat(store.openBlobs()).isZero();
    }

    private SafetensorsFile open(byte[] content) {
        return SafetensorsFile.open(store.with(URI_TEXT, content).open(Location.of(URI_TEXT)), Limits.DEFAULT);
    }

    /** As the safetensors library reads them: no metadata, and a field of a later version of the format. */
    @Test
    void whatTheLibraryPassesOverIsPassedOver() {
        try (SafetensorsFile file = open(SafetensorsBytes.of(
                "{\"__metadata__\":null,\"a\":{\"dtype\":\"U8\",\"strides\":[[1]],\"shape\":[1],\"data_offsets\":[0,1]}}",
                new byte[] {7}))) {
            assertThat(file.metadata()).isEmpty();
            assertThat(file.tensors()).containsExactly(new TensorInfo("a", DType.U8, List.of(1L)));
        }
    }
}
