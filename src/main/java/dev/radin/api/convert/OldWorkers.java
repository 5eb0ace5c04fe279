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
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** {@code spec.workers}, whose parts of a Pod are where a Pod has them now, within templates. */
final class OldWorkers {

    private static final Set<String> OF_POD = Set.of(
            "serviceAccountName",
            "imagePullSecrets",
            "volumes",
            "nodeSelector",
            "tolerations",
            "affinity",
            "priorityClassName",
            "runtimeClassName",
            "schedulerName");
    private static final Set<String> OF_CONTAINER = Set.of("env", "envFrom", "volumeMounts");
    private static final Set<String> OF_METADATA = Set.of("labels", "annotations");

    private final NodeTuple old;
    private final MappingNode workers;
    private final List<Problem> notes;
    private boolean changed;

    OldWorkers(NodeTuple old, MappingNode workers, List<Problem> notes) {
        this.old = old;
        this.workers = workers;
        this.notes = notes;
    }

    Entry converted() {
        List<Entry> entries = new ArrayList<>();
        Template template = new Template();
        for (NodeTuple member : workers.getValue()) {
            String name = Entry.name(member);
            switch (name) {
                case "stageTimeoutSeconds" -> move(
                        member,
                        "stageDeadlineSeconds",
                        entries,
                        () -> entries.add(Entry.renamed("stageDeadlineSeconds", member)));
                case "gpu" -> pool(member, "passes", entries);
                case "cpu" -> pool(member, "planning", entries);
                default -> {
                    if (!isTemplates(name)) {
                        entries.add(Entry.kept(member));
                    } else {
                        move(member, "template", entries, () -> {
                            if (template.isEmpty()) {
                                entries.add(Entry.added("template", template.tree()));
                            }
                            common(template, member);
                        });
                    }
                }
            }
        }
        return changed ? Entry.changed("workers", new Mapping(entries, false), old) : Entry.kept(old);
    }

    private static boolean isTemplates(String name) {
        return OF_POD.contains(name)
                || OF_CONTAINER.contains(name)
                || OF_METADATA.contains(name)
                || name.equals("topologySpread")
                || name.equals("fsGroup");
    }

    private void move(NodeTuple member, String to, List<Entry> entries, Runnable move) {
        if (Tree.get(workers, to) != null) {
            notes.add(OldSpec.taken("spec.workers." + Entry.name(member), "spec.workers." + to));
            entries.add(Entry.kept(member));
            return;
        }
        changed = true;
        if (!OldSpec.isNull(member.getValueNode())) {
            move.run();
        }
    }

    private static void common(Template template, NodeTuple member) {
        String name = Entry.name(member);
        if (OF_METADATA.contains(name)) {
            template.metadata.add(Entry.kept(member));
        } else if (OF_CONTAINER.contains(name)) {
            template.container(Entry.kept(member));
        } else if (name.equals("topologySpread")) {
            template.spec.add(Entry.renamed("topologySpreadConstraints", member));
        } else if (name.equals("fsGroup")) {
            Mapping context = Mapping.flow(Entry.added("fsGroup", new Leaf(member.getValueNode())));
            template.spec.add(Entry.changed("securityContext", context, member));
        } else {
            template.spec.add(Entry.kept(member));
        }
    }

    private void pool(NodeTuple member, String to, List<Entry> entries) {
        if (!(member.getValueNode() instanceof MappingNode pool)) {
            move(member, to, entries, () -> entries.add(Entry.kept(member)));
            return;
        }
        move(member, to, entries, () -> {
            Template template = new Template();
            List<Entry> members = new ArrayList<>();
            for (NodeTuple part : pool.getValue()) {
                String name = Entry.name(part);
                boolean labels = name.equals("labels");
                boolean container = name.equals("image") || name.equals("resources");
                if (OldSpec.isNull(part.getValueNode())) {
                    continue;
                }
                if (!labels && !container) {
                    members.add(Entry.kept(part));
                    continue;
                }
                if (template.isEmpty()) {
                    members.add(Entry.added("template", template.tree()));
                }
                if (labels) {
                    template.metadata.add(Entry.kept(part));
                } else {
                    template.container(Entry.kept(part));
                }
            }
            if (!members.isEmpty()) {
                entries.add(Entry.changed(to, new Mapping(members, false), member));
            }
        });
    }

    /** A template whose parts are added one by one; metadata stand first, as in a Pod. */
    private static final class Template {
        private final List<Entry> parts = new ArrayList<>();
        private final Part metadata = new Part("metadata");
        private final Part spec = new Part("spec");
        private final List<Entry> worker = new ArrayList<>();

        boolean isEmpty() {
            return parts.isEmpty();
        }

        Mapping tree() {
            return new Mapping(parts, false);
        }

        void container(Entry entry) {
            if (worker.isEmpty()) {
                worker.add(Entry.added("name", new Word("worker")));
                Element only = Element.added(new Mapping(worker, false));
                spec.add(Entry.added("containers", new Sequence(List.of(only), false)));
            }
            worker.add(entry);
        }

        private final class Part {
            private final String name;
            private final List<Entry> entries = new ArrayList<>();

            Part(String name) {
                this.name = name;
            }

            void add(Entry entry) {
                if (entries.isEmpty()) {
                    int index = name.equals("metadata") ? 0 : parts.size();
                    parts.add(index, Entry.added(name, new Mapping(entries, false)));
                }
                entries.add(entry);
            }
        }
    }
}
