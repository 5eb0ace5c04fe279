package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Prints a resource as kubectl does. */
public final class ResourceWriter {

    private static final JsonMapper TREE = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .stringQuotingChecker(new NumberLike())
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private ResourceWriter() {}

    /** Model names such as 1e-5 would come back as numbers, in one reader of YAML or another. */
    private static final class NumberLike extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || value.matches("[-+.]*[0-9].*");
        }
    }

    public static String yaml(SoupSelection resource) {
        return yaml(tree(resource));
    }

    public static String yaml(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String json(SoupSelection resource) {
        return json(tree(resource)) + "\n";
    }

    /** Without a line break at the end. */
    public static String json(JsonNode tree) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try {
            return TREE.writer(
                            new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
                    .writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode tree(SoupSelection resource) {
        ObjectNode whole = TREE.valueToTree(resource);
        ObjectNode ordered = TREE.createObjectNode();
        for (String field : new String[] {"apiVersion", "kind", "metadata", "spec", "status"}) {
            if (whole.hasNonNull(field)) {
                ordered.set(field, whole.get(field));
            }
        }
        return ordered;
    }
}
