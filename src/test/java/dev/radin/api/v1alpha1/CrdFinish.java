package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.pod.PodSchema;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;

/** What the types say and the generator does not read: list keys, formats, the order of columns, Kubernetes' own types. */
final class CrdFinish implements CRDPostProcessor {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final long MOST_OF_A_NAME = 253;
    private static final double MOST_OF_A_JSON_NUMBER = (1L << 53) - 1;

    @Override
    public HasMetadata process(HasMetadata resource, String crdSpecVersion) {
        CustomResourceDefinition crd = (CustomResourceDefinition) resource;
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().get(0);
        version.setAdditionalPrinterColumns(columns());
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(describe(SoupSelection.class));
        root.setRequired(List.of("spec"));
        root.getProperties().put("metadata", named());
        part(root, "spec", SoupSelectionSpec.class);
        part(root, "status", SoupSelectionStatus.class);
        return crd;
    }

    private static List<CustomResourceColumnDefinition> columns() {
        return Stream.of(SoupSelection.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(c -> new CustomResourceColumnDefinitionBuilder()
                        .withName(c.name())
                        .withJsonPath(c.jsonPath())
                        .withType(c.type().getValue())
                        .withPriority(c.priority() == 0 ? null : c.priority())
                        .build())
                .toList();
    }

    /** So that a rule can point at the name. */
    private static JSONSchemaProps named() {
        return new JSONSchemaPropsBuilder()
                .withType("object")
                .addToProperties(
                        "name",
                        new JSONSchemaPropsBuilder()
                                .withType("string")
                                .withMaxLength(MOST_OF_A_NAME)
                                .build())
                .build();
    }

    private static void part(JSONSchemaProps root, String name, Class<?> type) {
        JSONSchemaProps schema = root.getProperties().get(name);
        schema.setDescription(describe(type));
        finish(schema, type);
    }

    private static String describe(Class<?> type) {
        return type.getAnnotation(JsonClassDescription.class).value();
    }

    private static void finish(JSONSchemaProps schema, Class<?> type) {
        schema.getProperties().replaceAll((name, property) -> {
            Field field = field(type, name);
            JSONSchemaProps finished = typed(property, field.getGenericType());
            if (field.isAnnotationPresent(ListSet.class)) {
                finished.setXKubernetesListType("set");
            }
            if (field.isAnnotationPresent(ListKey.class)) {
                finished.setXKubernetesListType("map");
                finished.setXKubernetesListMapKeys(
                        List.of(field.getAnnotation(ListKey.class).value()));
            }
            if (name.endsWith("Time")) {
                finished.setFormat("date-time");
            }
            return finished;
        });
    }

    private static JSONSchemaProps typed(JSONSchemaProps schema, Type type) {
        if (type instanceof ParameterizedType parameterized) {
            if (schema.getItems() != null) {
                schema.getItems()
                        .setSchema(typed(
                                schema.getItems().getSchema(), parameterized.getActualTypeArguments()[0]));
            }
            return schema;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.getPackage() == SoupSelection.class.getPackage() && !raw.isEnum()) {
            finish(schema, raw);
        } else if (raw == Condition.class) {
            return ConditionSchema.SCHEMA;
        } else if (raw == ObjectNode.class) {
            return podTemplate(schema.getDescription());
        } else if (raw == Integer.class) {
            bound(schema, Integer.MAX_VALUE);
            schema.setFormat("int32");
        } else if (raw == Long.class) {
            bound(schema, MOST_OF_A_JSON_NUMBER);
            schema.setFormat("int64");
        }
        return schema;
    }

    /** The same schema for every template, but for what only we read in it. */
    private static JSONSchemaProps podTemplate(String description) {
        JsonNode schema = PodSchema.ofTemplate().deepCopy();
        schema.findParents(PodSchema.PATCH_STRATEGY)
                .forEach(parent -> ((ObjectNode) parent).remove(PodSchema.PATCH_STRATEGY));
        JSONSchemaProps template = MAPPER.convertValue(schema, JSONSchemaProps.class);
        template.setDescription(description);
        return template;
    }

    /** What is stored can be read: a number that the type cannot hold would keep an operator from all resources. */
    private static void bound(JSONSchemaProps schema, double most) {
        schema.setMinimum(schema.getMinimum() == null ? 0 : schema.getMinimum());
        schema.setMaximum(schema.getMaximum() == null ? most : schema.getMaximum());
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
