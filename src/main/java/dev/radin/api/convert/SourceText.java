package dev.radin.api.convert;

import java.util.IdentityHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The text of a document and where in it each part stands. Offsets count code points, as those of the nodes do. */
final class SourceText {

    private final int[] text;
    /** Where the comments above an entry or element of block style begin, by its key or value. */
    private final Map<Node, Integer> leading = new IdentityHashMap<>();

    /** Where the last part that was walked over ends. */
    private int walked;

    SourceText(String text, Node root) {
        this.text = text.codePoints().toArray();
        this.walked = start(root);
        walk(root);
    }

    private void walk(Node node) {
        if (node instanceof CollectionNode<?> collection && !isInline(node)) {
            for (Object child : collection.getValue()) {
                Node first = child instanceof NodeTuple tuple ? tuple.getKeyNode() : (Node) child;
                leading.put(first, lineStart(start(first)) > walked ? nextLine(walked) : lineStart(start(first)));
                walked = child instanceof NodeTuple ? end(first) : start(first);
                walk(child instanceof NodeTuple tuple ? tuple.getValueNode() : first);
            }
        } else {
            walked = Math.max(walked, end(node));
        }
    }

    /** Whether it is a scalar on its line, or within brackets. */
    static boolean isInline(Node node) {
        return node instanceof CollectionNode<?> collection
                ? collection.getFlowStyle() == FlowStyle.FLOW
                : ((ScalarNode) node).getScalarStyle() != ScalarStyle.LITERAL
                        && ((ScalarNode) node).getScalarStyle() != ScalarStyle.FOLDED;
    }

    /** Whether it is the key of an entry, or an element, of block style, and so has lines of its own. */
    boolean hasLines(Node first) {
        return leading.containsKey(first);
    }

    /** The lines of comments above an entry or an element; with line breaks, empty when there are none. */
    String above(Node first) {
        Integer from = leading.get(first);
        int to = lineStart(start(first));
        return from == null || from >= to ? "" : slice(from, to);
    }

    /** The node itself. */
    String slice(Node node) {
        return slice(start(node), end(node));
    }

    /** What follows a key up to the end of the last line of its value: colon, value, comments. */
    String afterKey(NodeTuple tuple) {
        return slice(end(tuple.getKeyNode()), lineEnd(end(tuple.getValueNode())));
    }

    /** An element up to the end of its last line. */
    String toLineEnd(Node element) {
        return slice(start(element), lineEnd(end(element)));
    }

    /** The comment at the end of the line, with the space before it; after the colon where the value has its own lines. */
    String comment(NodeTuple tuple) {
        Node value = tuple.getValueNode();
        return isInline(value) ? comment(end(value)) : comment(end(tuple.getKeyNode()) + 1);
    }

    String comment(Node element) {
        return comment(end(element));
    }

    private String comment(int after) {
        String rest = slice(after, lineEnd(after));
        return rest.strip().startsWith("#") ? rest.stripTrailing() : "";
    }

    int column(Node node) {
        return node.getStartMark().getColumn();
    }

    /** Where the dash of an element stands. */
    int dashColumn(Node element) {
        int dash = start(element);
        while (text[dash] != '-' && dash > 0) {
            dash--;
        }
        return dash - lineStart(dash);
    }

    static int start(Node node) {
        return node.getStartMark().getIndex();
    }

    /** Where its last character ends; marks of block style stand at what comes next. */
    int end(Node node) {
        int end = node.getEndMark().getIndex();
        if (!isInline(node)) {
            if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
                return end(mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
            }
            if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
                return end(sequence.getValue().get(sequence.getValue().size() - 1));
            }
            while (end > start(node) && Character.isWhitespace(text[end - 1])) {
                end--;
            }
        }
        return end;
    }

    private int lineStart(int at) {
        int start = at;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** Where the line break is, a carriage return included. */
    int lineEnd(int at) {
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end > at && end < text.length && text[end - 1] == '\r' ? end - 1 : end;
    }

    private int nextLine(int at) {
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, text.length);
    }

    String slice(int from, int to) {
        return new String(text, from, to - from);
    }

    int length() {
        return text.length;
    }
}
