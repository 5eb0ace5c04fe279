package dev.radin.api.convert;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * How a document is indented: as the first mapping and the first list in it are.
 *
 * @param step how much deeper the entries of a mapping stand
 * @param dashes how much deeper the dashes of a list stand
 */
record Layout(int step, int dashes) {

    private static final int USUAL_STEP = 2;

    static Layout of(Node root) {
        int step = first(root, MappingNode.class);
        return new Layout(step > 0 ? step : USUAL_STEP, Math.max(0, first(root, SequenceNode.class)));
    }

    /** @return -1 when there is none */
    private static int first(Node node, Class<?> type) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Node value = tuple.getValueNode();
                boolean block = value instanceof CollectionNode<?> c && c.getFlowStyle() == FlowStyle.BLOCK;
                int found = block && type.isInstance(value)
                        ? column(value) - column(tuple.getKeyNode())
                        : first(value, type);
                if (found >= 0) {
                    return found;
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .mapToInt(element -> first(element, type))
                    .filter(found -> found >= 0)
                    .findFirst()
                    .orElse(-1);
        }
        return -1;
    }

    private static int column(Node node) {
        return node.getStartMark().getColumn();
    }
}
