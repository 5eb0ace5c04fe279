package dev.radin.api.convert;

import dev.radin.api.v1alpha1.SafeYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * One document of a stream, up to the next.
 *
 * @param text with its marks ({@code ---}) and the comments around it
 * @param firstLine of the stream, from zero
 * @param kind what its root says that it is, or nothing
 */
record StreamDocument(String text, int firstLine, String kind) {

    private static final Set<String> LISTS = Set.of("List", "SoupSelectionList");

    boolean maySelect() {
        return kind.equals("SoupSelection") || isList();
    }

    boolean isList() {
        return LISTS.contains(kind);
    }

    /** @throws dev.radin.fault.RadinException {@code InvalidSpec}, with line and column where the syntax is wrong */
    static List<StreamDocument> all(String stream, String where) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        RootKind root = new RootKind();
        for (Event event : SafeYaml.events(stream, where)) {
            if (event instanceof DocumentStartEvent) {
                boolean first = starts.isEmpty();
                starts.add(
                        first
                                ? 0
                                : stream.offsetByCodePoints(
                                        0, event.getStartMark().getIndex()));
                lines.add(first ? 0 : event.getStartMark().getLine());
                kinds.add("");
                root = new RootKind();
            }
            root.see(event);
            if (!kinds.isEmpty()) {
                kinds.set(kinds.size() - 1, root.kind);
            }
        }
        List<StreamDocument> documents = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : stream.length();
            documents.add(new StreamDocument(stream.substring(starts.get(i), end), lines.get(i), kinds.get(i)));
        }
        return documents;
    }

    /** Finds {@code kind} among the entries of the root. */
    private static final class RootKind {
        private int depth;
        private String key;
        private String kind = "";

        void see(Event event) {
            if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof NodeEvent) {
                if (depth == 1) {
                    atRoot(event);
                }
                depth += event instanceof CollectionStartEvent ? 1 : 0;
            }
        }

        private void atRoot(Event event) {
            String text = event instanceof ScalarEvent scalar ? scalar.getValue() : "";
            if (key == null) {
                key = text;
            } else {
                kind = key.equals("kind") ? text : kind;
                key = null;
            }
        }
    }
}
