package dev.radin.bench;

import dev.radin.location.Location;
import dev.radin.soup.Mixture;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.Accumulation;
import dev.radin.tensor.average.WeightAverager;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a shard of the evaluate stage does before its passes: many soups in one sweep over their members.
 *
 * <p>Arguments: accumulation, folder to write to, comma-separated files, comma-separated soups such as 0+3+5.
 */
public final class Sweep {

    private Sweep() {}

    public static void main(String[] arguments) {
        Accumulation accumulation = Accumulation.valueOf(arguments[0]);
        Stores stores = Stores.local();
        Path out = Path.of(arguments[1]);
        List<TensorSource> models = Stream.of(arguments[2].split(","))
                .map(file -> open(stores, Location.of(Path.of(file).toAbsolutePath())))
                .toList();
        List<Mixture> soups = soups(arguments[3]);
        List<SafetensorsWriter> writers = new ArrayList<>();
        for (int s = 0; s < soups.size(); s++) {
            FileChannel file = create(out.resolve("soup" + s + ".safetensors"));
            writers.add(new SafetensorsWriter(
                    bytes -> write(file, bytes), models.get(0).tensors(), Map.of()));
        }
        average(models, soups, writers, accumulation);
    }

    static TensorSource open(Stores stores, Location file) {
        return SafetensorsFile.open(stores.open(file), Limits.DEFAULT);
    }

    static void average(
            List<TensorSource> models,
            List<Mixture> soups,
            List<SafetensorsWriter> writers,
            Accumulation accumulation) {
        WeightAverager.average(
                models.get(0).tensors(),
                models,
                soups,
                writers,
                new WeightAverager.Settings(Limits.DEFAULT.bufferBytes() / 4, accumulation, 0),
                bytes -> {});
        writers.forEach(SafetensorsWriter::finish);
    }

    static List<Mixture> soups(String all) {
        return Stream.of(all.split(",")).map(Sweep::soup).toList();
    }

    private static Mixture soup(String members) {
        return Mixture.uniform(
                Arrays.stream(members.split("\\+")).mapToInt(Integer::parseInt).toArray());
    }

    private static FileChannel create(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
