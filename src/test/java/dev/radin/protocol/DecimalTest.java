package dev.radin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class DecimalTest {

    private static final Path DEFINITION = Path.of("crds/soupselections.radin.dev.yaml");

    /** What the schema of the status allows of its decimals: of each the same. */
    private static final int MOST_CHARACTERS = mostCharacters();

    private static int mostCharacters() {
        JSONSchemaProps status = Serialization.unmarshal(read(DEFINITION), CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .get(0)
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("status");
        List<JSONSchemaProps> decimals = decimals(status).toList();
        assertThat(decimals).hasSizeGreaterThan(10).allMatch(field -> field.getPattern() == null);
        return decimals.stream()
                .mapToInt(field -> field.getMaxLength().intValue())
                .min()
                .orElseThrow();
    }

    private static Stream<JSONSchemaProps> decimals(JSONSchemaProps schema) {
        Stream<JSONSchemaProps> fields =
                schema.getProperties() == null ? Stream.empty() : schema.getProperties().values().stream();
        Stream<JSONSchemaProps> inner = Stream.concat(
                fields,
                schema.getItems() == null
                        ? Stream.empty()
                        : Stream.of(schema.getItems().getSchema()));
        boolean isDecimal = schema.getDescription() != null
                && schema.getDescription().toLowerCase(Locale.ROOT).contains("decimal");
        return Stream.concat(isDecimal ? Stream.of(schema) : Stream.empty(), inner.flatMap(DecimalTest::decimals));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Example
    void hasSixDigitsAfterThePoint() {
        assertThat(Decimal.score(0.8397689)).isEqualTo("0.839769");
        assertThat(Decimal.gain(0.0091916)).isEqualTo("+0.009192");
        assertThat(Decimal.gain(-0.0)).isEqualTo("+0.000000");
    }

    @Example
    void theLossOfADivergedModelIsWrittenWithAnExponent() {
        assertThat(Decimal.score(1e25)).isEqualTo("1.000000e+25");
        assertThat(Decimal.gain(-1e25)).isEqualTo("-1.000000e+25");
        assertThat(Decimal.score(999_999_999_999_999.0)).isEqualTo("999999999999999.000000");
    }

    @Property
    void fitsTheSchemaAndReadsBack(@ForAll double value) {
        assertThat(Decimal.score(value)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(Decimal.gain(value)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(Double.parseDouble(Decimal.score(value)))
                .isCloseTo(value, within(Math.max(1e-6, Math.abs(value) * 1e-6)));
    }

    @Example
    void soDoesWhatNoScoreShouldBe() {
        for (double value : new double[] {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            -1e300,
            Double.MAX_VALUE,
            -999_999_999_999_999.9
        }) {
            assertThat(Decimal.score(value)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
            assertThat(Decimal.gain(value)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        }
    }

    @Property
    void weightsFitTheSchemaAndReadBack(@ForAll @DoubleRange(max = 1) double value) {
        assertThat(Decimal.weight(value)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(Double.parseDouble(Decimal.weight(value))).isCloseTo(value, within(1e-9));
        assertThat(Decimal.weight(Double.MIN_VALUE)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
    }
}
