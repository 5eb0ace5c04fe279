package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.MovedFields.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of moves, its page and the schema say the same. */
class MovedFieldsDriftTest {

    private static final Path PAGE = Path.of("docs/api-versions.md");

    @Test
    void thePageHasTheTable() throws IOException {
        String page = Files.readString(PAGE)
                .replaceFirst(
                        "(?s)<!-- moves -->.*<!-- end of moves -->",
                        Matcher.quoteReplacement("<!-- moves -->\n" + table() + "<!-- end of moves -->"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String table() {
        return MovedFields.list().stream()
                .map(move -> "| `" + move.from() + "` | " + now(move) + " |\n")
                .collect(Collectors.joining("", "| before | now |\n|---|---|\n", ""));
    }

    private static String now(Move move) {
        String place = move.to().isEmpty() || move.to().equals(move.from()) ? "" : "`" + move.to() + "`";
        String written =
                MovedFields.isReshaped(move.from()) ? ": `" + move.write().replace("~", "…") + "`" : "";
        return place + move.how() + written;
    }

    @Test
    void whatMovedIsThereNoMoreAndHasAPlace() {
        Set<String> fields = SchemaFields.of("spec").stream()
                .map(field -> field.path().replace("[]", ""))
                .collect(Collectors.toSet());

        assertThat(MovedFields.list())
                .allSatisfy(
                        move -> assertThat(fields.contains(move.from())).isEqualTo(MovedFields.isReshaped(move.from())))
                .filteredOn(move -> !move.to().isEmpty())
                .allSatisfy(move -> assertThat(fields)
                        .contains(move.to().replaceFirst("[.](passes|planning)[.]template[.]", ".template.")));
    }
}
