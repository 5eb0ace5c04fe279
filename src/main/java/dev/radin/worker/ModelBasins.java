package dev.radin.worker;

import dev.radin.protocol.Inspection;
import dev.radin.soup.statistics.Basins;
import dev.radin.weights.ModelPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The basins of the models that take part, from the distances that inspect found. */
final class ModelBasins {

    private ModelBasins() {}

    static Basins of(Inspection inspection, ModelPool pool) {
        if (inspection.distances().isEmpty()) {
            return Basins.ofMedians(pool.members().stream()
                    .mapToDouble(member -> member.model().distance() == null
                            ? Double.NaN
                            : member.model().distance())
                    .toArray());
        }
        Map<String, Integer> rows = new HashMap<>();
        inspection.models().forEach(model -> rows.put(model.name(), rows.size()));
        int[] of = pool.members().stream()
                .mapToInt(member -> rows.get(member.name()))
                .toArray();
        double[][] distances = new double[of.length][of.length];
        for (int i = 0; i < of.length; i++) {
            for (int j = 0; j < of.length; j++) {
                distances[i][j] = i == j ? 0 : between(inspection.distances(), of[i], of[j]);
            }
        }
        return Basins.of(distances);
    }

    private static double between(List<List<Float>> distances, int a, int b) {
        return distances.get(Math.max(a, b)).get(Math.min(a, b));
    }
}
