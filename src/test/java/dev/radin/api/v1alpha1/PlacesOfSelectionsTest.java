package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Selection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a selection writes, by what its resource says of it. */
class PlacesOfSelectionsTest {

    private static final String RESOURCE =
            """
            apiVersion: radin.dev/v1alpha1
            kind: SoupSelection
            metadata: {name: soup}
            spec:
              evaluator: {torchScript: {uri: file:///a.pt}}
              models: [{name: a, uri: file:///a}, {name: b, uri: file:///b}]
              datasets: [{name: val, role: Validation, uri: file:///val}]
              output: {uri: "%s"}
            """;

    @ParameterizedTest
    @CsvSource({
        "file:///out/, file:///out, file:///out/cache",
        "file:/out, file:/out, file:/out/cache",
        "pvc://soups/vit//, pvc://soups/vit, pvc://soups/vit/cache",
        "s3://soups, s3://soups, s3://soups/cache",
        "s3://soups/a b/?endpoint=http://h:9000, s3://soups/a b?endpoint=http://h:9000, s3://soups/a b/cache?endpoint=http://h:9000",
    })
    void theCacheIsInTheOutputUnlessItIsElsewhere(String written, String output, String cache) {
        Selection selection =
                Selections.of(ResourceReader.read(RESOURCE.formatted(written), "text", resource -> resource));

        assertThat(selection.outputUri()).isEqualTo(output);
        assertThat(selection.cacheUri()).isEqualTo(cache);
    }
}
