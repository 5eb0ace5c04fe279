package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.tensor.checkpoint.NameMapping;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

class NameMappingFuzzTest {

    /** A checkpoint's names, one a line, an empty line, and the architecture's. */
    @FuzzTest
    @DictionaryFile(resourcePath = "names.dict")
    void nameMapping(byte[] lines) {
        List<String> names =
                new String(lines, StandardCharsets.ISO_8859_1).lines().toList();
        int empty = names.contains("") ? names.indexOf("") : names.size();
        Set<String> checkpoint = new LinkedHashSet<>(names.subList(0, empty));
        Set<String> wanted = new LinkedHashSet<>(names.subList(empty, names.size()));

        NameMapping mapping = NameMapping.fit(checkpoint, wanted, Set.of());

        assertThat(checkpoint).containsAll(mapping.newNames().keySet());
        assertThat(mapping.newNames().values()).doesNotHaveDuplicates();
        assertThat(mapping.newNames().values().stream().filter(wanted::contains))
                .hasSizeGreaterThanOrEqualTo(
                        (int) checkpoint.stream().filter(wanted::contains).count());
        assertThat(mapping.notes()).allMatch(note -> !note.isBlank());
    }
}
