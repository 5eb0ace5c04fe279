package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the name of a checkpoint ends and its weight begins. */
class IngredientTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://b/k                            | s3://b/k                          | 1",
                "s3://b/k=0.25                       | s3://b/k                          | 0.25",
                "s3://b/k?path_style=1               | s3://b/k?path_style=1             | 1",
                "s3://b/k?endpoint=http://h&path_style=1      | s3://b/k?endpoint=http://h&path_style=1    | 1",
                "s3://b/k?endpoint=http://h&path_style=1=1e-3 | s3://b/k?endpoint=http://h&path_style=1    | 0.001",
                "s3://b/k?path_style=1=2             | s3://b/k?path_style=1             | 2",
                "s3://b/lr=0.1/k                     | s3://b/lr=0.1/k                   | 1",
                "s3://b/lr=0.1=1                     | s3://b/lr=0.1                     | 1",
            })
    void anOptionOfAUriIsNoWeight(String text, String uri, double weight) {
        AverageCommand.Ingredient ingredient = AverageCommand.Ingredient.parse(text);

        assertThat(ingredient.uri()).hasToString(uri);
        assertThat(ingredient.weight()).isEqualTo(weight);
    }
}
