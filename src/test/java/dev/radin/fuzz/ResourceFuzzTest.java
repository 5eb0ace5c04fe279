package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.api.v1alpha1.RelativeUris;
import dev.radin.api.v1alpha1.ResourceReader;
import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.location.Location;
import dev.radin.protocol.Json;
import dev.radin.protocol.Selection;
import java.nio.charset.StandardCharsets;

class ResourceFuzzTest {

    private static final Location FOLDER = Location.of("file:///folder/");

    /** What is accepted is the same selection when it is written and read again. */
    @FuzzTest
    @DictionaryFile(resourcePath = "yaml.dict")
    void yaml(byte[] text) {
        Refusal.allow(() -> {
            SoupSelection resource = read(new String(text, StandardCharsets.UTF_8));
            Selection selection = Selections.of(resource);
            assertThat(Selections.of(read(ResourceWriter.yaml(resource)))).isEqualTo(selection);
            assertThat(Selections.of(read(ResourceWriter.json(resource)))).isEqualTo(selection);
            assertThat(Json.read(Json.write(selection), Selection.class, "selection"))
                    .isEqualTo(selection);
        });
    }

    private static SoupSelection read(String text) {
        return ResourceReader.read(text, "soup.yaml", resource -> RelativeUris.absolute(resource, FOLDER));
    }
}
