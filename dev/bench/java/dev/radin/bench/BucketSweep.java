package dev.radin.bench;

import dev.radin.location.Location;
import dev.radin.soup.Mixture;
import dev.radin.store.Publication;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.Accumulation;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * As {@link Sweep}, from objects of a bucket to objects of a bucket.
 *
 * <p>Arguments: URI of the folder to write to, comma-separated URIs of checkpoints, comma-separated soups such as 0+3+5.
 */
final class BucketSweep {

    private BucketSweep() {}

    public static void main(String[] arguments) {
        Logs.asOfTheProgram();
        Stores stores = Stores.local(Limits.DEFAULT.bufferBytes(), Path.of(System.getProperty("java.io.tmpdir")));
        Location out = Location.of(arguments[0]);
        List<TensorSource> models = Stream.of(arguments[1].split(","))
                .map(uri -> Sweep.open(stores, Location.of(uri)))
                .toList();
        List<Mixture> soups = Sweep.soups(arguments[2]);
        List<Publication> publications = new ArrayList<>();
        List<SafetensorsWriter> writers = new ArrayList<>();
        for (int s = 0; s < soups.size(); s++) {
            Publication publication = stores.create(out.child("soup" + s + ".safetensors"));
            publications.add(publication);
            writers.add(new SafetensorsWriter(publication::write, models.get(0).tensors(), Map.of()));
        }
        Sweep.average(models, soups, writers, Accumulation.F32);
        for (Publication publication : publications) {
            if (!publication.publish()) {
                throw new IllegalStateException(publication.uri() + " was there before");
            }
        }
    }
}
