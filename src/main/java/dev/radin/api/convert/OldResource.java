package dev.radin.api.convert;

import dev.radin.api.convert.Tree.Entry;
import dev.radin.api.convert.Tree.Leaf;
import dev.radin.api.convert.Tree.Mapping;
import dev.radin.api.v1alpha1.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** A SoupSelection of before the first release, in the present shape. */
final class OldResource {

    private static final String REQUESTED_AT = "radin.dev/requested-at";

    private final MappingNode resource;
    private final List<Problem> notes = new ArrayList<>();

    OldResource(MappingNode resource) {
        this.resource = resource;
    }

    List<Problem> notes() {
        return notes;
    }

    String name() {
        return Tree.get(resource, "metadata") instanceof MappingNode metadata
                ? Tree.text(Tree.get(metadata, "name"))
                : "";
    }

    /** Nothing when nothing has to move. */
    Optional<Mapping> converted() {
        if (!(Tree.get(resource, "spec") instanceof MappingNode spec)) {
            return Optional.empty();
        }
        Mapping converted = new OldSpec(spec, notes).converted();
        NodeTuple request = request(spec);
        if (request != null) {
            List<Entry> entries = new ArrayList<>(converted.entries());
            entries.add(Entry.renamed("rerunNonce", request));
            converted = new Mapping(entries, converted.flow());
        }
        if (isSame(converted, spec)) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple old : resource.getValue()) {
            switch (Entry.name(old)) {
                case "spec" -> entries.add(Entry.changed("spec", converted, old));
                case "metadata" -> entries.add(request == null ? Entry.kept(old) : withoutRequest(old));
                case "status" -> notes.add(new Problem("status", "was left out; the operator writes it anew"));
                default -> entries.add(Entry.kept(old));
            }
        }
        return Optional.of(new Mapping(entries, resource.getFlowStyle() == FlowStyle.FLOW));
    }

    private static boolean isSame(Mapping converted, MappingNode spec) {
        List<NodeTuple> before = spec.getValue();
        return converted.entries().size() == before.size()
                && IntStream.range(0, before.size())
                        .allMatch(i -> isSame(converted.entries().get(i), before.get(i)));
    }

    private static boolean isSame(Entry entry, NodeTuple before) {
        return entry.line() == before
                && entry.name().equals(Entry.name(before))
                && entry.value() instanceof Leaf leaf
                && leaf.node() == before.getValueNode();
    }

    private NodeTuple request(MappingNode spec) {
        if (!(Tree.get(resource, "metadata") instanceof MappingNode metadata)
                || !(Tree.get(metadata, "annotations") instanceof MappingNode annotations)) {
            return null;
        }
        NodeTuple request = annotations.getValue().stream()
                .filter(annotation -> Entry.name(annotation).equals(REQUESTED_AT))
                .findFirst()
                .orElse(null);
        if (request != null && Tree.get(spec, "rerunNonce") != null) {
            notes.add(OldSpec.taken("metadata.annotations[" + REQUESTED_AT + "]", "spec.rerunNonce"));
            return null;
        }
        return request;
    }

    private static Entry withoutRequest(NodeTuple old) {
        List<Entry> entries = new ArrayList<>();
        MappingNode metadata = (MappingNode) old.getValueNode();
        for (NodeTuple member : metadata.getValue()) {
            List<Entry> annotations = new ArrayList<>();
            if (!Entry.name(member).equals("annotations")) {
                entries.add(Entry.kept(member));
                continue;
            }
            MappingNode all = (MappingNode) member.getValueNode();
            all.getValue().stream()
                    .filter(annotation -> !Entry.name(annotation).equals(REQUESTED_AT))
                    .map(Entry::kept)
                    .forEach(annotations::add);
            if (!annotations.isEmpty()) {
                entries.add(Entry.changed("annotations", new Mapping(annotations, isFlow(all)), member));
            }
        }
        return Entry.changed("metadata", new Mapping(entries, isFlow(metadata)), old);
    }

    private static boolean isFlow(MappingNode mapping) {
        return mapping.getFlowStyle() == FlowStyle.FLOW;
    }
}
