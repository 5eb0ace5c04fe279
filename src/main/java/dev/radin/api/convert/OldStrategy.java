package dev.radin.api.convert;

import dev.radin.api.convert.Tree.Element;
import dev.radin.api.convert.Tree.Entry;
import dev.radin.api.convert.Tree.Leaf;
import dev.radin.api.convert.Tree.Mapping;
import dev.radin.api.convert.Tree.Sequence;
import dev.radin.api.convert.Tree.Word;
import dev.radin.api.v1alpha1.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code spec.strategy}, whose seed is the spec's now, and whose other fields are below the type that they belong to. */
final class OldStrategy {

    private static final Set<String> OLD = Set.of("seed", "candidates", "prior", "include");
    /** More do not stay on one line. */
    private static final int MOST_INLINE = 4;

    private final MappingNode spec;
    private final NodeTuple old;
    private final List<Problem> notes;

    OldStrategy(MappingNode spec, NodeTuple old, List<Problem> notes) {
        this.spec = spec;
        this.old = old;
        this.notes = notes;
    }

    void addTo(List<Entry> entries) {
        if (!(old.getValueNode() instanceof MappingNode strategy)
                || OLD.stream().allMatch(name -> Tree.get(strategy, name) == null)) {
            entries.add(Entry.kept(old));
            return;
        }
        Entry seed = null;
        List<Entry> members = new ArrayList<>();
        List<Entry> radin = new ArrayList<>();
        for (NodeTuple member : strategy.getValue()) {
            String name = Entry.name(member);
            String to = name.equals("seed") ? "seed" : name.equals("include") ? "listed" : "radin";
            Node value = member.getValueNode();
            boolean taken = name.equals("seed") ? Tree.get(spec, to) != null : Tree.get(strategy, to) != null;
            if (!OLD.contains(name)) {
                members.add(Entry.kept(member));
            } else if (taken) {
                notes.add(OldSpec.taken(
                        "spec.strategy." + name, to.equals("seed") ? "spec.seed" : "spec.strategy." + to));
                members.add(Entry.kept(member));
            } else if (OldSpec.isNull(value)) {
                continue;
            } else if (name.equals("seed")) {
                seed = Entry.renamed("seed", member);
            } else if (name.equals("include")) {
                members.add(listed(member));
            } else {
                if (radin.isEmpty()) {
                    members.add(Entry.added("radin", new Mapping(radin, isFlow(strategy))));
                }
                radin.add(Entry.renamed(name.equals("candidates") ? "draws" : "memberBonus", member));
            }
        }
        if (!members.isEmpty()) {
            entries.add(Entry.changed("strategy", new Mapping(members, isFlow(strategy)), old));
        }
        if (seed != null) {
            entries.add(seed);
        }
    }

    private Entry listed(NodeTuple include) {
        if (!(include.getValueNode() instanceof SequenceNode mixtures)) {
            return Entry.kept(include);
        }
        List<Element> named = new ArrayList<>();
        for (Node mixture : mixtures.getValue()) {
            named.add(new Element(mixture(mixture, named.size()), mixture, null));
        }
        return new Entry(
                "listed",
                Mapping.block(new Entry("mixtures", new Sequence(named, false), null, include)),
                include.getKeyNode(),
                null);
    }

    private Tree mixture(Node node, int index) {
        if (!(node instanceof MappingNode mixture)
                || !(Tree.get(mixture, "models") instanceof SequenceNode models)
                || models.getValue().stream().anyMatch(model -> !(model instanceof ScalarNode))) {
            return new Leaf(node);
        }
        List<Node> weights = Tree.get(mixture, "weights") instanceof SequenceNode list ? list.getValue() : List.of();
        boolean equal = weights.isEmpty();
        if (!equal && weights.size() != models.getValue().size()) {
            notes.add(new Problem(
                    "spec.strategy.include[" + index + "].weights",
                    "lists " + weights.size() + " for " + models.getValue().size()
                            + " models; give each model its weight"));
            return new Leaf(node);
        }
        Map<String, Node> names = new LinkedHashMap<>();
        Map<String, List<Node>> weightsOf = new LinkedHashMap<>();
        for (int i = 0; i < models.getValue().size(); i++) {
            Node model = models.getValue().get(i);
            names.putIfAbsent(Tree.text(model), model);
            weightsOf
                    .computeIfAbsent(Tree.text(model), name -> new ArrayList<>())
                    .add(equal ? null : weights.get(i));
        }
        boolean once = names.size() == models.getValue().size();
        List<Element> members = new ArrayList<>();
        names.forEach((name, model) -> {
            Mapping member = equal && once
                    ? Mapping.flow(Entry.added("model", new Leaf(model)))
                    : Mapping.flow(
                            Entry.added("model", new Leaf(model)), Entry.added("weight", sum(weightsOf.get(name))));
            members.add(Element.added(member));
        });
        boolean flow = isFlow(mixture) && members.size() <= MOST_INLINE;
        return new Mapping(
                List.of(
                        Entry.added("name", new Word("mixture-" + (index + 1))),
                        Entry.added("members", new Sequence(members, flow))),
                flow);
    }

    /** A model that was named twice had the sum of both weights. */
    private static Tree sum(List<Node> weights) {
        if (weights.size() == 1 && weights.get(0) != null) {
            return new Leaf(weights.get(0));
        }
        try {
            return new Word(weights.stream()
                    .map(weight -> weight == null ? BigDecimal.ONE : new BigDecimal(Tree.text(weight)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .toString()
                    .replace("E+", "e"));
        } catch (NumberFormatException e) {
            return new Leaf(weights.get(0));
        }
    }

    private static boolean isFlow(MappingNode node) {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }
}
