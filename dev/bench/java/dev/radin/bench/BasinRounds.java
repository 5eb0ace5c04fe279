package dev.radin.bench;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.ApartTensors;
import dev.radin.tensor.average.WeightSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What inspect makes of the samples of models' weights once they are read: distances, basins, and the tensors that are apart.
 *
 * <p>Arguments: models, elements that are sampled of each, how often. Prints the wall and CPU seconds of each time.
 */
public final class BasinRounds {

    private static final long LAYERS = 64;

    private BasinRounds() {}

    public static void main(String[] arguments) throws IOException {
        int models = Integer.parseInt(arguments[0]);
        long elements = Long.parseLong(arguments[1]);
        List<TensorInfo> tensors = IntStream.range(0, (int) LAYERS)
                .mapToObj(layer -> new TensorInfo(layer + ".weight", DType.F32, List.of(16L, elements / LAYERS / 16)))
                .toList();
        List<WeightSample> samples = IntStream.range(0, models)
                .mapToObj(model -> WeightSample.of(new NearOneStart(tensors, model), tensors, elements))
                .toList();
        for (int time = 0; time < Integer.parseInt(arguments[2]); time++) {
            TimedSteps.time(() -> look(samples));
        }
    }

    private static void look(List<WeightSample> samples) {
        ApartTensors.between(samples, WeightSample.distances(samples));
    }

    /** Weights of all models are near those of one start. */
    private record NearOneStart(List<TensorInfo> tensors, int model) implements TensorSource {

        @Override
        public String uri() {
            return "simulated-" + model;
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public void read(TensorInfo tensor, long offset, ByteBuffer target) {
            SplittableRandom start = new SplittableRandom(tensor.name().hashCode() + offset);
            SplittableRandom own =
                    new SplittableRandom(31L * model + tensor.name().hashCode() + offset);
            while (target.remaining() >= Float.BYTES) {
                target.putFloat((float) (start.nextDouble() - 0.5 + 0.1 * own.nextDouble()));
            }
        }

        @Override
        public void close() {}
    }
}
