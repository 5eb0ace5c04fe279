package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Kubernetes' own bounds on a condition, which its Java type does not carry. */
final class ConditionSchema {

    static final JSONSchemaProps SCHEMA = new JSONSchemaPropsBuilder()
            .withType("object")
            .withRequired("type", "status", "lastTransitionTime", "reason", "message")
            .withProperties(new TreeMap<>(Map.of(
                    "type", text("What the condition is about.", 316).build(),
                    "status",
                            text("True, False or Unknown.", 7)
                                    .withEnum(new TextNode("True"), new TextNode("False"), new TextNode("Unknown"))
                                    .build(),
                    "reason",
                            text("Why, in one word.", 1024)
                                    .withMinLength(1L)
                                    .withPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
                                    .build(),
                    "message",
                            text("Why, in a sentence, and what to do.", 32_768).build(),
                    "observedGeneration",
                            new JSONSchemaPropsBuilder()
                                    .withType("integer")
                                    .withFormat("int64")
                                    .withMinimum(0.0)
                                    .withMaximum((double) ((1L << 53) - 1))
                                    .withDescription("The generation of the spec that the condition speaks of.")
                                    .build(),
                    "lastTransitionTime",
                            text("When the status last changed.", 32)
                                    .withFormat("date-time")
                                    .build())))
            .build();

    private ConditionSchema() {}

    private static JSONSchemaPropsBuilder text(String description, long maxLength) {
        return new JSONSchemaPropsBuilder()
                .withType("string")
                .withDescription(description)
                .withMaxLength(maxLength);
    }
}
