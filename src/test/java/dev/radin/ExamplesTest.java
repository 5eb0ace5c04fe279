package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Examples.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    @Test
    void theirReadmeNamesEach() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples/kubernetes"))) {
            assertThat(files.map(file -> "](kubernetes/" + file.getFileName() + ")"))
                    .allSatisfy(link ->
                            assertThat(Path.of("examples/README.md")).content().contains(link));
        }
    }

    /** The identity that a cloud gives to pods is of no use to those that run as another account. */
    @ParameterizedTest
    @MethodSource("serviceAccounts")
    void theSelectionBesideAServiceAccountRunsAsIt(Example account) {
        assertThat(Examples.soupSelections())
                .filteredOn(selection -> selection.file().equals(account.file()))
                .singleElement()
                .extracting(selection -> selection.object().at("/spec/workers/template/spec/serviceAccountName"))
                .isEqualTo(account.object().at("/metadata/name"));
    }

    static List<Example> serviceAccounts() {
        return Examples.kubernetesOwn().stream()
                .filter(example -> example.kind().equals("ServiceAccount")
                        && example.file().startsWith("examples/kubernetes"))
                .toList();
    }
}
