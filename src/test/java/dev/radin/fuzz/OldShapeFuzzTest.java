package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.api.convert.Conversion;
import java.nio.charset.StandardCharsets;

class OldShapeFuzzTest {

    /** What was converted stays as it is. */
    @FuzzTest
    @DictionaryFile(resourcePath = "yaml.dict")
    void oldShape(byte[] stream) {
        Refusal.allow(() -> {
            Conversion conversion = Conversion.of(new String(stream, StandardCharsets.UTF_8), "text");

            Conversion again = Conversion.of(conversion.text(), "text");

            assertThat(again.text()).isEqualTo(conversion.text());
            assertThat(again.selections()).isEqualTo(conversion.selections());
        });
    }
}
