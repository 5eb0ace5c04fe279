package dev.radin.worker;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.protocol.Inspection;
import dev.radin.report.ApartTensorsNote;
import dev.radin.soup.statistics.Distances;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.ApartTensors;
import dev.radin.tensor.average.SampleSize;
import dev.radin.tensor.average.WeightSample;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.weights.Architecture;
import dev.radin.weights.ModelDigests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * How far models are from each other, estimated from samples of their parameters; of adapters, from their updates. Models that
 * hold the same weights count as one.
 *
 * @param adapters those that models are; may be none
 * @param bufferBytes for the samples of all models together
 */
record ModelDistances(Architecture architecture, ModelDigests digests, AdapterModels adapters, long bufferBytes) {

    private static final int PAIRS_NAMED = 3;

    /**
     * @param medians the median distance of each model to the others, by name; null where there is no other, or where it
     *     is no number
     * @param between [model][an earlier one], in the order of the open models; see {@link Inspection#distances}
     * @param apart see {@link Inspection#apart}; may be null
     * @param notes which models are next to the same
     */
    record Found(Map<String, Double> medians, List<List<Float>> between, Inspection.Apart apart, List<String> notes) {}

    /**
     * @param open the models, by name
     * @param inputs of the same models
     * @param damaged gets what cannot be sampled; throws when the others cannot go on either
     */
    Found find(
            Map<String, Checkpoint> open,
            Map<String, Inspection.Input> inputs,
            BiConsumer<String, RadinException> damaged) {
        if (open.size() < 2) {
            return new Found(Map.of(), List.of(), null, List.of());
        }
        Map<String, WeightSample> samples = adapters.isEmpty() ? samples(open, damaged) : Map.of();
        List<String> names = List.copyOf(adapters.isEmpty() ? samples.keySet() : open.keySet());
        double[][] distances = adapters.isEmpty()
                ? WeightSample.distances(List.copyOf(samples.values()))
                : adapters.distances(names, bufferBytes);
        int[] firsts = Twins.firsts(distances, i -> digest(inputs.get(names.get(i))));
        double[][] distinct = Twins.distinct(distances, firsts);
        double[] each = Distances.medians(distinct);
        Map<String, Double> medians = new LinkedHashMap<>();
        List<String> distinctNames = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] == i) {
                double median = each[distinctNames.size()];
                medians.put(names.get(i), Double.isFinite(median) ? median : null);
                distinctNames.add(names.get(i));
            } else {
                medians.put(names.get(i), medians.get(names.get(firsts[i])));
            }
        }
        return new Found(
                medians,
                between(distances),
                // Adapters have no sample: their factors say nothing of single tensors.
                ApartTensors.between(List.copyOf(samples.values()), distances)
                        .map(ApartTensorsNote::told)
                        .orElse(null),
                nearlyEqual(distinctNames, distinct));
    }

    /** In float32: 256 models have 32,640 pairs. */
    private static List<List<Float>> between(double[][] distances) {
        return IntStream.range(0, distances.length)
                .mapToObj(i -> Arrays.stream(distances[i], 0, i)
                        .mapToObj(distance -> (float) distance)
                        .toList())
                .toList();
    }

    private static List<String> nearlyEqual(List<String> names, double[][] distances) {
        List<String> pairs = Distances.nearlyEqual(distances).stream()
                .map(pair -> names.get(pair[0]) + " and " + names.get(pair[1]))
                .toList();
        if (pairs.isEmpty()) {
            return List.of();
        }
        return List.of("next to the same weights: " + Listing.of(pairs, PAIRS_NAMED)
                + "; less than a thousandth of the usual distance is between them, so a soup of both is next to either and"
                + " evaluating it tells little. Leave one of them out to spend the budget on others");
    }

    private Map<String, WeightSample> samples(
            Map<String, Checkpoint> open, BiConsumer<String, RadinException> damaged) {
        SampleSize size = SampleSize.of(open.size(), bufferBytes);
        List<TensorInfo> tensors =
                architecture.parameters(open.values().iterator().next().tensors());
        Map<String, WeightSample> samples = new LinkedHashMap<>();
        try (TensorSource own = architecture.weights()) {
            for (String name : List.copyOf(open.keySet())) {
                try {
                    TensorSource weights = architecture.completed(open.get(name).source(), own);
                    samples.put(name, WeightSample.withSmall(weights, tensors, size));
                } catch (RadinException e) {
                    damaged.accept(name, e);
                }
            }
        }
        return samples;
    }

    /** What cannot be read whole is nobody's twin; extract says what is wrong with it. */
    private String digest(Inspection.Input model) {
        try {
            return digests.look(model);
        } catch (RadinException e) {
            if (!e.reason().concernsOneModel()) {
                throw e;
            }
            return "unreadable " + model.uri();
        }
    }
}
