package dev.radin.api.convert;

import dev.radin.api.convert.Tree.Element;
import dev.radin.api.convert.Tree.Entry;
import dev.radin.api.convert.Tree.Leaf;
import dev.radin.api.convert.Tree.Mapping;
import dev.radin.api.convert.Tree.Sequence;
import dev.radin.api.convert.Tree.Word;
import dev.radin.api.v1alpha1.Problem;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The spec of before the first release, in the present shape. What has another type than it had then stays as it is, for the
 * reader of resources to refuse; so does a field whose new place is taken.
 */
final class OldSpec {

    private final MappingNode spec;
    private final List<Problem> notes;
    private final List<Entry> entries = new ArrayList<>();

    OldSpec(MappingNode spec, List<Problem> notes) {
        this.spec = spec;
        this.notes = notes;
    }

    /** The same entries in the same order, those that moved where the first of their parts was. */
    Mapping converted() {
        spec.getValue().forEach(this::entry);
        if (get("models") != null && get("modelsFrom") instanceof MappingNode) {
            notes.add(new Problem(
                    "spec.modelsFrom",
                    "was refused beside spec.models; now it adds to them: remove one of the two if that is not meant"));
        }
        return new Mapping(entries, spec.getFlowStyle() == FlowStyle.FLOW);
    }

    private void entry(NodeTuple old) {
        Node value = old.getValueNode();
        switch (Entry.name(old)) {
            case "architecture", "inference" -> moved(old, MappingNode.class, "evaluator", () -> evaluator(old));
            case "validation", "test" -> moved(old, SequenceNode.class, "datasets", () -> datasets(old));
            case "metric" -> {
                entries.add(value instanceof ScalarNode metric && !isNull(metric) ? metric(old) : Entry.kept(old));
            }
            case "budget" -> {
                boolean number = value instanceof ScalarNode && !isNull(value);
                Mapping budget = Mapping.flow(Entry.added("evaluations", new Leaf(value)));
                entries.add(number ? Entry.changed("budget", budget, old) : Entry.kept(old));
            }
            case "modelsFrom" -> entries.add(
                    value instanceof MappingNode folder ? modelsFrom(old, folder) : Entry.kept(old));
            case "unusableModels" -> moved(
                    old,
                    ScalarNode.class,
                    "unusableModelPolicy",
                    () -> entries.add(Entry.renamed("unusableModelPolicy", old)));
            case "strategy" -> new OldStrategy(spec, old, notes).addTo(entries);
            case "output" -> entries.add(value instanceof MappingNode output ? output(old, output) : Entry.kept(old));
            case "workers" -> entries.add(
                    value instanceof MappingNode workers
                            ? new OldWorkers(old, workers, notes).converted()
                            : Entry.kept(old));
            default -> entries.add(Entry.kept(old));
        }
    }

    /** Once for all fields that go to one place; nothing for a field without a value. */
    private void moved(NodeTuple old, Class<? extends Node> type, String to, Runnable move) {
        if (isNull(old.getValueNode())) {
            return;
        }
        if (get(to) != null) {
            notes.add(taken("spec." + Entry.name(old), "spec." + to));
        }
        if (get(to) != null || !type.isInstance(old.getValueNode())) {
            entries.add(Entry.kept(old));
        } else if (entries.stream().noneMatch(entry -> entry.name().equals(to))) {
            move.run();
        }
    }

    static Problem taken(String from, String to) {
        return new Problem(from, "was left where it is, as there is " + to + " too; keep one of the two");
    }

    private void evaluator(NodeTuple first) {
        List<Entry> members = new ArrayList<>();
        NodeTuple architecture = tuple("architecture");
        MappingNode network = mapping("architecture");
        MappingNode inference = mapping("inference");
        if (network != null) {
            network.getValue().forEach(member -> members.add(Entry.kept(member)));
        }
        int ofNetwork = members.size();
        if (inference != null) {
            inference.getValue().forEach(member -> inference(member, members));
        }
        boolean flow = network != null && network.getFlowStyle() == FlowStyle.FLOW;
        if (network != null && members.size() == ofNetwork) {
            entries.add(new Entry(
                    "evaluator",
                    Mapping.block(new Entry("torchScript", new Leaf(network), null, architecture)),
                    first.getKeyNode(),
                    null));
        } else if (!members.isEmpty()) {
            entries.add(new Entry(
                    "evaluator",
                    Mapping.block(new Entry("torchScript", new Mapping(members, flow), null, architecture)),
                    first.getKeyNode(),
                    null));
        }
    }

    private void inference(NodeTuple old, List<Entry> members) {
        String text = Tree.text(old.getValueNode());
        switch (Entry.name(old)) {
            case "precision" -> {
                if (!text.equals("float32") && !isNull(old.getValueNode())) {
                    notes.add(new Problem("spec.inference.precision", "was left out; networks compute in float32"));
                }
            }
            case "batchSize" -> {
                if (!text.equals("0") && !isNull(old.getValueNode())) {
                    members.add(Entry.kept(old));
                }
            }
            case "output" -> output(old, text, members);
            default -> members.add(Entry.kept(old));
        }
    }

    /** One text was the index of a tuple and the key of a dict. */
    private void output(NodeTuple old, String text, List<Entry> members) {
        if (text.matches("[0-9]{1,6}")) {
            notes.add(new Problem(
                    "spec.inference.output",
                    "\"" + text + "\" is taken as outputIndex, an entry of a tuple; write outputKey: \"" + text
                            + "\" instead if the network returns a dict"));
            members.add(Entry.changed("outputIndex", new Word(Integer.valueOf(text)), old));
        } else if (!text.isEmpty()) {
            members.add(Entry.renamed("outputKey", old));
        }
    }

    private void datasets(NodeTuple first) {
        List<Element> datasets = new ArrayList<>();
        for (String list : List.of("validation", "test")) {
            NodeTuple old = tuple(list);
            if (old != null && old.getValueNode() instanceof SequenceNode elements) {
                String role = list.equals("test") ? "Test" : "Validation";
                for (Node dataset : elements.getValue()) {
                    boolean begins =
                            old != first && dataset == elements.getValue().get(0);
                    datasets.add(new Element(dataset(dataset, role), dataset, begins ? old : null));
                }
            }
        }
        entries.add(new Entry("datasets", new Sequence(datasets, false), first.getKeyNode(), first));
    }

    private static Tree dataset(Node dataset, String role) {
        if (!(dataset instanceof MappingNode mapping)) {
            return new Leaf(dataset);
        }
        List<Entry> members = kept(mapping);
        boolean named = !members.isEmpty() && members.get(0).name().equals("name");
        members.add(named ? 1 : 0, Entry.added("role", new Word(role)));
        return new Mapping(members, mapping.getFlowStyle() == FlowStyle.FLOW);
    }

    private static Entry metric(NodeTuple old) {
        boolean topFive = Tree.text(old.getValueNode()).equals("Top5Accuracy");
        Mapping metric = topFive
                ? Mapping.flow(
                        Entry.added("type", new Word("TopKAccuracy")),
                        Entry.added("topKAccuracy", Mapping.flow(Entry.added("k", new Word(5)))))
                : Mapping.flow(Entry.added("type", new Leaf(old.getValueNode())));
        return Entry.changed("metric", metric, old);
    }

    private static Entry modelsFrom(NodeTuple old, MappingNode folder) {
        List<Entry> members = new ArrayList<>();
        if (Tree.get(folder, "name") == null) {
            members.add(Entry.added("name", new Word(FolderName.of(Tree.text(Tree.get(folder, "uri"))))));
        }
        for (NodeTuple member : folder.getValue()) {
            boolean glob = Entry.name(member).equals("include") && member.getValueNode() instanceof ScalarNode;
            if (!glob) {
                members.add(Entry.kept(member));
            } else if (!isNull(member.getValueNode())
                    && !Tree.text(member.getValueNode()).equals("*")) {
                Element only = Element.added(new Leaf(member.getValueNode()));
                members.add(Entry.changed("include", new Sequence(List.of(only), true), member));
            }
        }
        Mapping entry = new Mapping(members, folder.getFlowStyle() == FlowStyle.FLOW);
        return Entry.changed("modelsFrom", new Sequence(List.of(Element.added(entry)), false), old);
    }

    private Entry output(NodeTuple old, MappingNode output) {
        Node dtype = Tree.get(output, "dtype");
        if (dtype == null) {
            return Entry.kept(old);
        }
        if (Tree.get(output, "soup") != null) {
            notes.add(taken("spec.output.dtype", "spec.output.soup"));
            return Entry.kept(old);
        }
        List<Entry> members = new ArrayList<>();
        for (NodeTuple member : output.getValue()) {
            if (!Entry.name(member).equals("dtype")) {
                members.add(Entry.kept(member));
            } else if (!isNull(dtype)) {
                Mapping soup = Mapping.flow(Entry.added("dtype", new Leaf(dtype)));
                members.add(Entry.changed("soup", soup, member));
            }
        }
        return Entry.changed("output", new Mapping(members, output.getFlowStyle() == FlowStyle.FLOW), old);
    }

    static List<Entry> kept(MappingNode mapping) {
        List<Entry> members = new ArrayList<>();
        mapping.getValue().forEach(member -> members.add(Entry.kept(member)));
        return members;
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private Node get(String name) {
        return Tree.get(spec, name);
    }

    private MappingNode mapping(String name) {
        return get(name) instanceof MappingNode mapping ? mapping : null;
    }

    private NodeTuple tuple(String name) {
        return spec.getValue().stream()
                .filter(tuple -> Entry.name(tuple).equals(name))
                .findFirst()
                .orElse(null);
    }
}
