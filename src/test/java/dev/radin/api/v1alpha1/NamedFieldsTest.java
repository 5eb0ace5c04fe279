package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fields of the resource that the pages name are there. */
class NamedFieldsTest {

    /** As {@code `spec.models[].uri`}, {@code `output.soup.dtype`} or {@code `spec.suspend: true`}. */
    private static final Pattern NAME = Pattern.compile("`([a-z][A-Za-z]*(?:\\.[A-Za-z]+(?:\\[])?)+)(?:: [^`]*)?`");

    /** It names what was there before. */
    private static final Path OF_MOVES = Path.of("docs/api-versions.md");

    @Test
    void everyFieldThatThePagesNameIsThere() {
        Set<String> fields = Stream.of("spec", "status")
                .flatMap(part -> SchemaFields.of(part).stream())
                .map(field -> field.path().replace("[]", ""))
                .collect(Collectors.toSet());
        List<String> named = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (MatchResult name : NAME.matcher(Pages.prose(page)).results().toList()) {
                String field = whole(name.group(1).replace("[]", ""), fields);
                if (field.startsWith("spec.") || field.startsWith("status.")) {
                    named.add(field);
                    if (!fields.contains(field) && !page.equals(OF_MOVES)) {
                        missing.add(page + ": " + name.group());
                    }
                }
            }
        }

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    /** Pages leave {@code spec} out where nothing else could be meant. Templates of roles have the fields of the common one. */
    private static String whole(String name, Set<String> fields) {
        String first = name.substring(0, name.indexOf('.'));
        String whole = fields.contains("spec." + first) ? "spec." + name : name;
        return whole.replaceFirst("[.](passes|planning)[.]template[.]", ".template.");
    }
}
