package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The custom resource definition, as the Java types say it should be. */
final class Crd {

    static final Path FILE = Path.of("crds/soupselections.radin.dev.yaml");

    /** The same again: Helm reads only what is in a chart's folder, and links do not survive every way to a cluster. */
    static final Path OF_THE_CHART = Path.of("charts/radin-operator/files/soupselections.radin.dev.yaml");

    private static final String HEADER =
            """
            # Made from src/main/java/dev/radin/api/v1alpha1 by: mvn test -Dgolden.update=true -Dtest=CrdDriftTest
            """;

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private Crd() {}

    static String generate() {
        ByteArrayOutputStream yaml = new ByteArrayOutputStream();
        new CRDGenerator()
                .customResourceClasses(SoupSelection.class)
                .withParallelGenerationEnabled(false)
                .withPostProcessor(new CrdFinish())
                .withOutput(new InMemory(yaml))
                .generate();
        try {
            JsonNode tree = plain(YAML.readTree(yaml.toByteArray()));
            return HEADER + YAML.writeValueAsString(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bounds as people write them: 1000, not 1000.0. */
    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(plain(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, plain(array.get(i)));
            }
        } else if (node.isDouble() && node.doubleValue() == node.longValue()) {
            return LongNode.valueOf(node.longValue());
        }
        return node;
    }

    private record InMemory(ByteArrayOutputStream yaml) implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
        @Override
        public ByteArrayOutputStream outputFor(String crd) {
            return yaml;
        }

        @Override
        public void close() {}
    }
}
