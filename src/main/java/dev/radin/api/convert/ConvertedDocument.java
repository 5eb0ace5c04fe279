package dev.radin.api.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.convert.Tree.Mapping;
import dev.radin.api.v1alpha1.Problem;
import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.api.v1alpha1.SafeYaml;
import dev.radin.fault.RadinException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A document that is a SoupSelection, or a list that holds some. */
final class ConvertedDocument {

    /** Refuses what only YAML can be. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final StreamDocument document;
    private final List<Note> notes;
    private final List<JsonNode> selections = new ArrayList<>();

    ConvertedDocument(StreamDocument document, List<Note> notes) {
        this.document = document;
        this.notes = notes;
    }

    /** The resources in it, as they are after the conversion; known once the text is. */
    List<JsonNode> selections() {
        return selections;
    }

    /** The document's text, with its old resources in the present shape. */
    String text(String where) {
        Node root = SafeYaml.compose(document.text(), where, document.firstLine());
        Map<Node, Mapping> converted = new IdentityHashMap<>();
        for (MappingNode resource : resources(root)) {
            OldResource old = new OldResource(resource);
            old.converted().ifPresent(tree -> converted.put(resource, tree));
            old.notes().forEach(note -> notes.add(new Note(old.name(), note)));
            selections.add(
                    converted.containsKey(resource) ? converted.get(resource).json() : SafeYaml.tree(resource));
        }
        if (converted.isEmpty()) {
            return document.text();
        }
        SourceText source = new SourceText(document.text(), root);
        String written = source.slice(root);
        return isJson(written)
                ? replaced(source, root, json(written, whole(root, converted)))
                : yaml(source, root, converted);
    }

    private List<MappingNode> resources(Node root) {
        Node items = document.isList() && root instanceof MappingNode list ? Tree.get(list, "items") : null;
        List<Node> candidates = items instanceof SequenceNode sequence ? sequence.getValue() : List.of(root);
        return candidates.stream()
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .filter(node -> Tree.text(Tree.get(node, "kind")).equals("SoupSelection"))
                .toList();
    }

    private static boolean isJson(String root) {
        try {
            return root.startsWith("{") && JSON.readTree(root) != null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String json(String written, JsonNode meant) {
        return written.contains("\n") ? ResourceWriter.json(meant) : meant.toString();
    }

    /** The whole document with the resources replaced. */
    private static JsonNode whole(Node root, Map<Node, Mapping> converted) {
        if (converted.containsKey(root)) {
            return converted.get(root).json();
        }
        ObjectNode list = (ObjectNode) SafeYaml.tree(root);
        List<Node> items = ((SequenceNode) Tree.get((MappingNode) root, "items")).getValue();
        ArrayNode array = (ArrayNode) list.get("items");
        for (int i = 0; i < items.size(); i++) {
            if (converted.containsKey(items.get(i))) {
                array.set(i, converted.get(items.get(i)).json());
            }
        }
        return list;
    }

    /** As it was written as far as that says the same when it is read again; otherwise without comments. */
    private String yaml(SourceText source, Node root, Map<Node, Mapping> converted) {
        Layout layout = Layout.of(root);
        StringBuilder text = new StringBuilder();
        int done = 0;
        List<Node> inOrder = converted.keySet().stream()
                .sorted((a, b) -> Integer.compare(SourceText.start(a), SourceText.start(b)))
                .toList();
        for (Node node : inOrder) {
            text.append(source.slice(done, SourceText.start(node)));
            text.append(new TreePrinter(source, layout.step(), layout.dashes())
                    .print(converted.get(node), source.column(node)));
            done = after(source, node);
        }
        text.append(source.slice(done, source.length()));
        String kept =
                document.text().contains("\r\n") ? text.toString().replaceAll("(?<!\r)\n", "\r\n") : text.toString();
        JsonNode meant = whole(root, converted);
        String printed = says(kept, meant)
                ? kept
                : replaced(source, root, ResourceWriter.yaml(meant).stripTrailing());
        Comments.lost(document.text(), printed)
                .forEach(comment -> notes.add(new Note(
                        "",
                        new Problem(
                                "line " + (document.firstLine() + comment.line() + 1),
                                "the comment \"" + comment.text()
                                        + "\" has no place in the new shape and was left out"))));
        return printed;
    }

    /** What ends with its line takes the comment there along. */
    private static int after(SourceText source, Node node) {
        return SourceText.isInline(node) ? source.end(node) : source.lineEnd(source.end(node));
    }

    private static boolean says(String text, JsonNode meant) {
        try {
            return SafeYaml.tree(SafeYaml.compose(text, "", 0)).equals(meant);
        } catch (RadinException e) {
            return false;
        }
    }

    private static String replaced(SourceText source, Node root, String text) {
        return source.slice(0, SourceText.start(root)) + text + source.slice(after(source, root), source.length());
    }
}
