package dev.radin.dataset.convert;

import dev.radin.dataset.Dataset;
import dev.radin.location.Location;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.Limits;
import java.nio.ByteBuffer;

/** Publishes a conversion into memory, and opens what came out. */
final class Converted {

    static final Location TARGET = Location.of("file:///out/data.safetensors");

    static final MemoryBound MEMORY = new MemoryBound(512L << 20);

    private Converted() {}

    static Dataset dataset(Conversion conversion) {
        InMemoryStore store = new InMemoryStore();
        try (conversion) {
            DatasetPublication.publish(conversion, store, TARGET);
        }
        return Dataset.open(store.open(TARGET), Limits.DEFAULT);
    }

    /** The first input of all examples, as the network would get it. */
    static ByteBuffer inputs(Dataset dataset) {
        return dataset.reader(dataset.examples())
                .read(0, dataset.examples())
                .data()
                .get(0);
    }

    static float[] floats(Dataset dataset) {
        ByteBuffer data = inputs(dataset);
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }

    static int[] labels(Dataset dataset) {
        int[] labels = new int[dataset.examples()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = dataset.labels().label(i);
        }
        return labels;
    }
}
