package dev.radin.store.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerTest {

    @Test
    void aFileIsCalledByItsTitle() throws JsonProcessingException {
        Layer layer = layer("\"size\": 7").orElseThrow();

        assertThat(layer.path()).isEqualTo("model.safetensors");
        assertThat(layer.sizeBytes()).isEqualTo(7);
        assertThat(layer.packing()).isEqualTo(Packing.FILE);
    }

    /** Whoever opened it would make room for so many bytes. */
    @Test
    void oneWithoutASizeOrWithLessThanNothingIsNone() throws JsonProcessingException {
        assertThat(layer("\"size\": -7")).isEmpty();
        assertThat(layer("\"size\": \"large\"")).isEmpty();
        assertThat(layer("\"other\": 7")).isEmpty();
    }

    private static Optional<Layer> layer(String field) throws JsonProcessingException {
        return Layer.of(new ObjectMapper()
                .readTree("{\"digest\": \"sha256:" + "0".repeat(64)
                        + "\", \"mediaType\": \"application/octet-stream\","
                        + " \"annotations\": {\"org.opencontainers.image.title\": \"model.safetensors\"}, " + field
                        + "}"));
    }
}
