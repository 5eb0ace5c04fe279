package dev.radin.soup.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.estimate.ValidationSet;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What NumPy and SciPy computed; see dev/fixtures/mixtures.py. */
record LearnFixture(JsonNode json) {

    private static final Resources RESOURCES = new Resources(1L << 30, Threads.of(2));

    static LearnFixture read() {
        try (InputStream in = LearnFixture.class.getResourceAsStream("/learn/mixtures.json")) {
            return new LearnFixture(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a point or a minimum. */
    MixtureFit fit(JsonNode asked) {
        List<double[]> soups = new ArrayList<>();
        asked.get("soups").forEach(soup -> soups.add(doubles(soup)));
        double[] own = doubles(json.get("ownLosses"));
        KeptClasses logits = KeptClasses.of(sets(own.length + soups.size()), own.length, RESOURCES);
        // Nothing is held back in the refits there.
        return new MixtureFit(logits, own, soups.isEmpty() ? 0.25 : 0, soups);
    }

    private List<ValidationSet> sets(int columns) {
        int classes = json.get("classes").asInt();
        List<ValidationSet> sets = new ArrayList<>();
        for (JsonNode dataset : json.get("datasets")) {
            float[][] logits = new float[columns][];
            for (int j = 0; j < columns; j++) {
                logits[j] = floats(doubles(dataset.get("logits").get(j)));
            }
            double weight = dataset.get("weight").asDouble();
            JsonNode written = dataset.get("labels");
            sets.add(new ValidationSet(
                    "val",
                    new Logits(logits, written.size(), classes),
                    dataset.get("soft").asBoolean() ? soft(written, classes) : hard(written),
                    weight));
        }
        return sets;
    }

    private static Labels hard(JsonNode labels) {
        return new Labels.Hard(StreamSupport.stream(labels.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray());
    }

    private static Labels soft(JsonNode rows, int classes) {
        float[] probabilities = new float[rows.size() * classes];
        for (int e = 0; e < rows.size(); e++) {
            System.arraycopy(floats(doubles(rows.get(e))), 0, probabilities, e * classes, classes);
        }
        return new Labels.Soft(probabilities, classes);
    }

    static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static float[] floats(double[] wide) {
        float[] narrow = new float[wide.length];
        for (int k = 0; k < wide.length; k++) {
            narrow[k] = (float) wide[k];
        }
        return narrow;
    }
}
