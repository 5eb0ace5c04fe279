package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The definition that ships is the one that the types make. */
class CrdDriftTest {

    @Test
    void theStoredDefinitionIsWhatTheTypesSay() throws IOException {
        String generated = Crd.generate();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Crd.FILE, generated);
            Files.writeString(Crd.OF_THE_CHART, generated);
        }

        assertThat(Crd.FILE).content().isEqualTo(generated);
        assertThat(Crd.OF_THE_CHART).content().isEqualTo(generated);
    }
}
