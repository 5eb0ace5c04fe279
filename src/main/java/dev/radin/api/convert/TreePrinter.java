package dev.radin.api.convert;

import dev.radin.api.convert.Tree.Element;
import dev.radin.api.convert.Tree.Entry;
import dev.radin.api.convert.Tree.Leaf;
import dev.radin.api.convert.Tree.Mapping;
import dev.radin.api.convert.Tree.Sequence;
import dev.radin.api.convert.Tree.Word;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Prints a tree as YAML: the old parts as they were written, moved to their new column, with their comments. */
final class TreePrinter {

    private final SourceText source;
    /** How much deeper the entries of a mapping stand. */
    private final int step;
    /** How much deeper the dashes of a list stand. */
    private final int dashes;

    private final StringBuilder out = new StringBuilder();

    TreePrinter(SourceText source, int step, int dashes) {
        this.source = source;
        this.step = step;
        this.dashes = dashes;
    }

    /** From its first key, which stands at that column already, to the end of its last line. */
    String print(Mapping mapping, int column) {
        if (mapping.isInline()) {
            return inline(mapping);
        }
        entries(mapping.entries(), column);
        return out.toString().stripLeading().stripTrailing();
    }

    private void entries(List<Entry> entries, int column) {
        entries.forEach(entry -> entry(entry, column));
    }

    private void entry(Entry entry, int column) {
        if (entry.above() != null) {
            out.append(moved(source.above(entry.above()), column - source.column(entry.above())));
        }
        indent(column);
        boolean own = entry.line() != null && source.hasLines(entry.line().getKeyNode());
        String name = own && entry.name().equals(Entry.name(entry.line()))
                ? source.slice(entry.line().getKeyNode())
                : entry.name();
        out.append(name);
        if (own
                && entry.value() instanceof Leaf leaf
                && leaf.node() == entry.line().getValueNode()) {
            int by = column - source.column(entry.line().getKeyNode());
            out.append(moved(source.afterKey(entry.line()), by)).append('\n');
            return;
        }
        out.append(':');
        value(entry.value(), column, own ? source.comment(entry.line()) : "");
    }

    private void value(Tree value, int column, String comment) {
        if (value.isInline()) {
            out.append(' ').append(inline(value)).append(comment).append('\n');
        } else if (value instanceof Mapping mapping) {
            out.append(comment).append('\n');
            entries(mapping.entries(), column + step);
        } else if (value instanceof Sequence sequence) {
            out.append(comment).append('\n');
            sequence.elements().forEach(element -> element(element, column + dashes));
        } else {
            Node node = ((Leaf) value).node();
            out.append(comment).append('\n');
            indent(column + step);
            out.append(moved(source.toLineEnd(node), column + step - source.column(node)))
                    .append('\n');
        }
    }

    private void element(Element element, int column) {
        Node old = element.old();
        if (element.list() != null) {
            Node key = element.list().getKeyNode();
            out.append(moved(source.above(key), column - source.column(key)));
            String comment = source.comment(element.list()).strip();
            if (!comment.isEmpty()) {
                indent(column);
                out.append(comment).append('\n');
            }
        }
        boolean own = old != null && source.hasLines(old);
        if (own) {
            out.append(moved(source.above(old), column - source.dashColumn(old)));
        }
        indent(column);
        out.append("- ");
        if (element.value().isInline()) {
            out.append(inline(element.value()))
                    .append(own ? source.comment(old) : "")
                    .append('\n');
        } else if (element.value() instanceof Mapping mapping) {
            int start = out.length();
            entries(mapping.entries(), column + 2);
            while (out.charAt(start) == ' ') {
                out.deleteCharAt(start);
            }
        } else if (element.value() instanceof Leaf leaf) {
            int by = column + 2 - source.column(leaf.node());
            out.append(moved(source.toLineEnd(leaf.node()), by)).append('\n');
        }
    }

    private String inline(Tree tree) {
        if (tree instanceof Leaf leaf) {
            return source.slice(leaf.node());
        }
        if (tree instanceof Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> entry.name() + ": " + inline(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (tree instanceof Sequence sequence) {
            return sequence.elements().stream()
                    .map(element -> inline(element.value()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return word((Word) tree);
    }

    private static String word(Word word) {
        String text = word.value().toString();
        boolean plain = word.value() instanceof Integer
                || text.matches("[A-Za-z][A-Za-z0-9._/-]*")
                        && new Resolver().resolve(NodeId.scalar, text, true).equals(Tag.STR);
        return plain ? text : '"' + text + '"';
    }

    private void indent(int column) {
        out.append(" ".repeat(column));
    }

    /** Lines moved by some columns, the first apart when it begins within a line; blank ones stay blank. */
    private static String moved(String lines, int by) {
        if (by == 0 || lines.isEmpty()) {
            return lines;
        }
        boolean whole = lines.endsWith("\n");
        String[] each = lines.split("\n", -1);
        for (int i = whole ? 0 : 1; i < each.length; i++) {
            if (!each[i].isBlank()) {
                each[i] = by > 0
                        ? " ".repeat(by) + each[i]
                        : each[i].substring(Math.min(
                                -by, each[i].length() - each[i].stripLeading().length()));
            }
        }
        return String.join("\n", each);
    }
}
