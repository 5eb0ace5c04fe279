package dev.radin.api.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.SafeYaml;
import java.util.Arrays;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** What a document becomes: new mappings and lists around parts of the old one, which stay as they were written. */
sealed interface Tree {

    JsonNode json();

    /** Whether it can stand within braces, on one line with others. */
    boolean isInline();

    /** A part of the old document, untouched. */
    record Leaf(Node node) implements Tree {
        @Override
        public JsonNode json() {
            return SafeYaml.tree(node);
        }

        @Override
        public boolean isInline() {
            return SourceText.isInline(node);
        }
    }

    /** A new word or whole number. */
    record Word(Object value) implements Tree {
        @Override
        public JsonNode json() {
            return value instanceof Integer number
                    ? JsonNodeFactory.instance.numberNode(number)
                    : JsonNodeFactory.instance.textNode(value.toString());
        }

        @Override
        public boolean isInline() {
            return true;
        }
    }

    /** @param flow within braces, if all of it {@link #isInline can be} */
    record Mapping(List<Entry> entries, boolean flow) implements Tree {
        static Mapping block(Entry... entries) {
            return new Mapping(Arrays.asList(entries), false);
        }

        static Mapping flow(Entry... entries) {
            return new Mapping(Arrays.asList(entries), true);
        }

        @Override
        public JsonNode json() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach(entry -> object.set(entry.name(), entry.value().json()));
            return object;
        }

        @Override
        public boolean isInline() {
            return flow && entries.stream().allMatch(entry -> entry.value().isInline());
        }
    }

    record Sequence(List<Element> elements, boolean flow) implements Tree {
        @Override
        public JsonNode json() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            elements.forEach(element -> array.add(element.value().json()));
            return array;
        }

        @Override
        public boolean isInline() {
            return flow && elements.stream().allMatch(element -> element.value().isInline());
        }
    }

    /**
     * One entry of a mapping.
     *
     * @param above the old key whose comments stand above it, or null
     * @param line the old entry whose comment stands at the end of its line, or null
     */
    record Entry(String name, Tree value, Node above, NodeTuple line) {
        static Entry added(String name, Tree value) {
            return new Entry(name, value, null, null);
        }

        static Entry kept(NodeTuple old) {
            return renamed(name(old), old);
        }

        static Entry renamed(String name, NodeTuple old) {
            return changed(name, new Leaf(old.getValueNode()), old);
        }

        static Entry changed(String name, Tree value, NodeTuple old) {
            return new Entry(name, value, old.getKeyNode(), old);
        }

        static String name(NodeTuple old) {
            return old.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        }
    }

    /**
     * One element of a list.
     *
     * @param old the element that it was, whose comments it keeps, or null
     * @param list the old list that began with it, whose comments stand above it, or null
     */
    record Element(Tree value, Node old, NodeTuple list) {
        static Element added(Tree value) {
            return new Element(value, null, null);
        }
    }

    /** The value of an entry, or null. */
    static Node get(MappingNode mapping, String name) {
        return mapping.getValue().stream()
                .filter(tuple -> Entry.name(tuple).equals(name))
                .map(NodeTuple::getValueNode)
                .findFirst()
                .orElse(null);
    }

    /** The text of a scalar, or nothing. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
